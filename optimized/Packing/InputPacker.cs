using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Packing;

/// <summary>
/// Copies runs of the input into a panel, a row for each channel. Runs are copied by whole registers, in ascending order:
/// what a copy writes too much, the next one overwrites, and behind the last row the panel has slack.
/// </summary>
internal static class InputPacker<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>The rows that one tap gives.</summary>
    /// <param name="pieces">The runs, the same for every channel.</param>
    /// <param name="input">The memory of X, from the first channel on.</param>
    /// <param name="channelStride">The distance of two channels.</param>
    /// <param name="channels">How many rows.</param>
    /// <param name="step">The distance of the inputs of two neighbouring positions.</param>
    /// <param name="target">The first row.</param>
    /// <param name="pitch">The distance of two rows.</param>
    public static void Pack(
        ReadOnlySpan<Piece> pieces, ReadOnlySpan<T> input, int channelStride, int channels, int step, ref T target, int pitch)
    {
        // Registers read past the end of a run; only in the last channels may that be past the end of the memory.
        int reach = 0;
        foreach (Piece piece in pieces) reach = Math.Max(reach, piece.Source + step * (piece.Length + 2 * V.Count));
        int safe = input.Length < reach ? 0 : channelStride == 0 ? channels : Math.Min(channels, (input.Length - reach) / channelStride + 1);
        ref T source = ref MemoryMarshal.GetReference(input);
        if (step == 1 && ShiftedRows<V, T>.TryFind(pieces, channelStride, out int shift))
        {
            int done = ShiftedRows<V, T>.Pack(pieces, shift, input, channelStride, channels, ref target, pitch);
            // What lies before the first channel or behind the last may not be there.
            for (int channel = 0; channel < ShiftedRows<V, T>.First(shift); channel++) CopySafely(pieces, input[(channel * channelStride)..], step, ref Unsafe.Add(ref target, channel * pitch));
            safe = done;
        }
        else if (step == 1) CopyRuns(pieces, ref source, channelStride, safe, ref target, pitch);
        else if (step == 2 && EveryOther<T, V>.IsSupported) CopyEverySecond(pieces, ref source, channelStride, safe, ref target, pitch);
        else safe = 0;
        for (int channel = safe; channel < channels; channel++)
            CopySafely(pieces, input[(channel * channelStride)..], step, ref Unsafe.Add(ref target, channel * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyRuns(ReadOnlySpan<Piece> pieces, ref T source, int channelStride, int channels, ref T target, int pitch)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            foreach (Piece piece in pieces)
            {
                ref T to = ref Unsafe.Add(ref target, piece.Target);
                if (piece.Source < 0)
                {
                    for (int i = 0; i < piece.Length; i += V.Count) V.Zero.Store(ref Unsafe.Add(ref to, i));
                    continue;
                }
                ref T from = ref Unsafe.Add(ref source, piece.Source);
                for (int i = 0; i < piece.Length; i += V.Count) V.Load(in Unsafe.Add(ref from, i)).Store(ref Unsafe.Add(ref to, i));
            }
            source = ref Unsafe.Add(ref source, channelStride);
            target = ref Unsafe.Add(ref target, pitch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyEverySecond(ReadOnlySpan<Piece> pieces, ref T source, int channelStride, int channels, ref T target, int pitch)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            foreach (Piece piece in pieces)
            {
                ref T to = ref Unsafe.Add(ref target, piece.Target), from = ref Unsafe.Add(ref source, Math.Max(piece.Source, 0));
                for (int i = 0; i < piece.Length; i += V.Count)
                {
                    V evens = V.Zero;
                    if (piece.Source >= 0) EveryOther<T, V>.Split(in Unsafe.Add(ref from, 2 * i), out evens, out _);
                    evens.Store(ref Unsafe.Add(ref to, i));
                }
            }
            source = ref Unsafe.Add(ref source, channelStride);
            target = ref Unsafe.Add(ref target, pitch);
        }
    }

    /// <summary>One row, element by element: any step, and nothing read beyond the memory.</summary>
    private static void CopySafely(ReadOnlySpan<Piece> pieces, ReadOnlySpan<T> input, int step, ref T target)
    {
        foreach (Piece piece in pieces)
        {
            for (int i = 0; i < piece.Length; i++)
                Unsafe.Add(ref target, piece.Target + i) = piece.Source < 0 ? default : input[piece.Source + i * step];
        }
    }
}
