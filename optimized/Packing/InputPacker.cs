using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Packing;

/// <summary>Copies runs of the input into a panel.</summary>
internal static class InputPacker<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>
    /// One row of the panel: the positions that one tap meets in one channel. Runs are copied by whole registers, in
    /// ascending order: what a copy writes too much, the next one overwrites, and behind the last row the panel has slack.
    /// </summary>
    /// <param name="pieces">The runs.</param>
    /// <param name="input">The memory of X, from the channel on.</param>
    /// <param name="step">The distance of the inputs of two neighbouring positions.</param>
    /// <param name="target">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRow(ReadOnlySpan<Piece> pieces, ReadOnlySpan<T> input, int step, ref T target)
    {
        ref readonly T source = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(input);
        foreach (Piece piece in pieces)
        {
            ref T to = ref Unsafe.Add(ref target, piece.Target);
            if (piece.Source < 0)
            {
                for (int i = 0; i < piece.Length; i += V.Count) V.Zero.Store(ref Unsafe.Add(ref to, i));
            }
            else if (step == 1 && piece.Source + piece.Length + V.Count - 1 <= input.Length)
            {
                ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), piece.Source);
                for (int i = 0; i < piece.Length; i += V.Count) V.Load(in Unsafe.Add(ref from, i)).Store(ref Unsafe.Add(ref to, i));
            }
            else
            {
                ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), piece.Source);
                for (int i = 0; i < piece.Length; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i * step);
            }
        }
    }
}
