using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Packing;

/// <summary>
/// Runs that all lie equally far from their places, as those of a convolution whose output is as wide as its input: the rows of a channel follow each
/// other without a gap, and whole registers are read across their ends. What is padding there is masked away.
/// <code>
///   3×3, padding 1, width 4, tap (1, 0):   places   0 1 2 3 │ 4 5 6 7 │ …
///                                          input    · 0 1 2 │ · 4 5 6 │ …     each place less 1
/// </code>
/// </summary>
internal static class ShiftedRows<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Longer runs are copied as well by themselves; and their masks lie on the stack.</summary>
    private const int MostRegisters = 64;

    /// <summary>Whether runs are such, and not too many.</summary>
    /// <param name="pieces">The runs.</param>
    /// <param name="channelStride">The distance of two channels.</param>
    /// <param name="shift">How far the input of a place lies from it.</param>
    public static bool TryFind(ReadOnlySpan<Piece> pieces, int channelStride, out int shift)
    {
        shift = int.MaxValue;
        if (pieces.IsEmpty || pieces[^1].Target + pieces[^1].Length > MostRegisters * V.Count) return false;
        foreach (Piece piece in pieces)
        {
            if (piece.Source < 0) continue;
            if (shift != int.MaxValue && piece.Source - piece.Target != shift) return false;
            shift = piece.Source - piece.Target;
        }
        return shift != int.MaxValue && channelStride > 0 && -shift <= channelStride;
    }

    /// <summary>The first channel that <see cref="Pack"/> packs: the one before the first of all may not be there.</summary>
    /// <param name="shift">How far the input of a place lies from it.</param>
    public static int First(int shift) => shift < 0 ? 1 : 0;

    /// <summary>Packs those channels around whose runs there is memory.</summary>
    /// <param name="pieces">The runs.</param>
    /// <param name="shift">How far the input of a place lies from it.</param>
    /// <param name="input">The memory of X, from the first channel on.</param>
    /// <param name="channelStride">The distance of two channels.</param>
    /// <param name="channels">How many rows.</param>
    /// <param name="target">The first row; whole registers are written.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <returns>The channel after the last one packed.</returns>
    public static int Pack(ReadOnlySpan<Piece> pieces, int shift, ReadOnlySpan<T> input, int channelStride, int channels, ref T target, int pitch)
    {
        int registers = (pieces[^1].Target + pieces[^1].Length + V.Count - 1) / V.Count, reach = shift + registers * V.Count, first = First(shift);
        int end = input.Length < reach ? first : Math.Clamp((input.Length - reach) / channelStride + 1, first, Math.Max(channels, first));
        Span<T> masks = stackalloc T[registers * V.Count];
        foreach (Piece piece in pieces)
            if (piece.Source >= 0) MemoryMarshal.AsBytes(masks.Slice(piece.Target, piece.Length)).Fill(0xFF);
        ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(input), first * channelStride + shift);
        Copy(ref from, channelStride, end - first, ref masks[0], registers, ref Unsafe.Add(ref target, first * pitch), pitch);
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Copy(ref T source, int channelStride, int channels, ref T masks, int registers, ref T target, int pitch)
    {
        if (registers == 3)
        {
            V first = V.Load(in masks), second = At(ref masks, 1), third = At(ref masks, 2);
            for (int channel = 0; channel < channels; channel++)
            {
                (V.Load(in source) & first).Store(ref target);
                (At(ref source, 1) & second).Store(ref Unsafe.Add(ref target, V.Count));
                (At(ref source, 2) & third).Store(ref Unsafe.Add(ref target, 2 * V.Count));
                source = ref Unsafe.Add(ref source, channelStride);
                target = ref Unsafe.Add(ref target, pitch);
            }
            return;
        }
        for (int channel = 0; channel < channels; channel++)
        {
            for (int r = 0; r < registers; r++) (At(ref source, r) & At(ref masks, r)).Store(ref Unsafe.Add(ref target, r * V.Count));
            source = ref Unsafe.Add(ref source, channelStride);
            target = ref Unsafe.Add(ref target, pitch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T place, int register) => V.Load(in Unsafe.Add(ref place, register * V.Count));
}
