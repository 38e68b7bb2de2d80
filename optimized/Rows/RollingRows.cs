using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Windows;

namespace Conformance.Optimized.Rows;

/// <summary>
/// A 3×3 kernel on one channel with sixteen registers: nine hold the weights, three a row of input, three the sums of the output rows that it meets.
/// A register of columns goes down the image:
/// <code>
///   input row i:   y[i − 2] = below + w[2]·x   ends      stride 2, i even:   y[i/2 − 1] = sum + w[2]·x   ends
///                  below    = above + w[1]·x                                 sum        = b   + w[0]·x
///                  above    = b     + w[0]·x             i odd:              sum        = sum + w[1]·x
/// </code>
/// Sums that end leave no chain behind: rows overlap in the machine.
/// </summary>
internal static class RollingRows<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    /// <summary>Whether this is the way for registers of this size, of which there are sixteen, and at a stride: the second needs the shuffles of AVX2.</summary>
    public static bool IsSupported(long stride) => Unsafe.SizeOf<V>() == 32 && (stride == 1 || stride == 2 && typeof(T) == typeof(float) && Avx2.IsSupported);

    /// <summary>A register of output columns at stride 1.</summary>
    /// <param name="place">Where input and output lie.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Column1<TEdge>(in RollingPlace<T> place, ref T weights, T bias) where TEdge : struct, IEdge
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias), above = start, below = start;
        ref T y = ref place.Output, masks = ref place.Masks;
        nint last = place.Outputs + 1, i = 0, rowStride = place.RowStride, pitch = place.OutputPitch;
        for (nint inside = place.FirstInside(2); i <= last; i++)
        {
            Neighbours<TEdge>(ref place.Row(i), ref masks, out V a, out V b, out V c);
            V sum = Add(w6, w7, w8, a, b, c, below);
            below = Add(w3, w4, w5, a, b, c, above);
            above = Add(w0, w1, w2, a, b, c, start);
            if (i < 2) continue;
            sum.Store(ref i == last ? ref place.Last : ref y);
            y = ref Unsafe.Add(ref y, pitch);
            if (i < inside) continue;
            // Rows that lie in the image, the last one left out, need no more than their places.
            ref T x = ref place.Row(i);
            for (nint left = place.EndInside(last) - i - 1; left > 0; left--, i++)
            {
                x = ref Unsafe.Add(ref x, rowStride);
                // A line of each row, which the machine does not foresee: 112 columns are 14 % faster (Zen 3). At stride 2 it brought nothing.
                Prefetch.At(in Unsafe.Add(ref x, 2 * V.Count));
                Neighbours<TEdge>(ref x, ref masks, out a, out b, out c);
                sum = Add(w6, w7, w8, a, b, c, below);
                below = Add(w3, w4, w5, a, b, c, above);
                above = Add(w0, w1, w2, a, b, c, start);
                sum.Store(ref y);
                y = ref Unsafe.Add(ref y, pitch);
            }
        }
    }

    /// <summary>A register of output columns at stride 2.</summary>
    /// <param name="place">Where input and output lie; masks in the order in which <see cref="Deal"/> leaves columns.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Column2<TEdge>(in RollingPlace<T> place, ref T weights, T bias) where TEdge : struct, IEdge
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias);
        ref T y = ref place.Output, masks = ref place.Masks;
        nint last = place.Outputs - 1, rowStride = place.RowStride, pitch = place.OutputPitch;
        Deal<TEdge>(ref place.Row(0), ref masks, out V a, out V b, out V c);
        V sum = Add(w0, w1, w2, a, b, c, start);
        for (nint i = 0, inside = place.FirstInside(2); i <= last; i++)
        {
            Deal<TEdge>(ref place.Row(2 * i + 1), ref masks, out a, out b, out c);
            sum = Add(w3, w4, w5, a, b, c, sum);
            Deal<TEdge>(ref place.Row(2 * i + 2), ref masks, out a, out b, out c);
            InOrder(Add(w6, w7, w8, a, b, c, sum)).Store(ref i == last ? ref place.Last : ref y);
            sum = Add(w0, w1, w2, a, b, c, start);
            y = ref Unsafe.Add(ref y, pitch);
            if (2 * i + 2 < inside) continue;
            // Rows that lie in the image, but for those of the last result, need no more than their places.
            ref T x = ref place.Row(2 * i + 2);
            for (nint left = (place.EndInside(2 * last + 1) - 2 * i - 3) / 2; left > 0; left--, i++)
            {
                Deal<TEdge>(ref Unsafe.Add(ref x, rowStride), ref masks, out a, out b, out c);
                sum = Add(w3, w4, w5, a, b, c, sum);
                x = ref Unsafe.Add(ref x, 2 * rowStride);
                Deal<TEdge>(ref x, ref masks, out a, out b, out c);
                InOrder(Add(w6, w7, w8, a, b, c, sum)).Store(ref y);
                sum = Add(w0, w1, w2, a, b, c, start);
                y = ref Unsafe.Add(ref y, pitch);
            }
        }
    }

    /// <summary>Where <see cref="Deal"/> leaves a column: shuffles of AVX stay in halves of a register.</summary>
    public static int Dealt(int column) => "01452367"[column] - '0';

    /// <summary>Columns j, j + 1 and j + 2 of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Neighbours<TEdge>(ref T x, ref T masks, out V a, out V b, out V c) where TEdge : struct, IEdge
    {
        (a, b, c) = (V.Load(in x), At(ref x, 1), At(ref x, 2));
        if (TEdge.IsThere) (a, b, c) = (a & V.Load(in masks), b & At(ref masks, V.Count), c & At(ref masks, 2 * V.Count));
    }

    /// <summary>Columns 2j, 2j + 1 and 2j + 2 of a row, pair by pair from its quarters 0, 2, 1, 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal<TEdge>(ref T x, ref T masks, out V a, out V b, out V c) where TEdge : struct, IEdge
    {
        ref float from = ref Unsafe.As<T, float>(ref x);
        Vector256<float> low = Vector256.LoadUnsafe(ref from), high = Vector256.LoadUnsafe(ref from, 8);
        a = Unsafe.BitCast<Vector256<float>, V>(Avx.Shuffle(low, high, 0x88));
        b = Unsafe.BitCast<Vector256<float>, V>(Avx.Shuffle(low, high, 0xDD));
        c = Unsafe.BitCast<Vector256<float>, V>(Avx.Shuffle(Vector256.LoadUnsafe(ref from, 2), Vector256.LoadUnsafe(ref from, 10), 0x88));
        if (TEdge.IsThere) (a, b, c) = (a & V.Load(in masks), b & At(ref masks, V.Count), c & At(ref masks, 2 * V.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V InOrder(V dealt) => Unsafe.BitCast<Vector256<double>, V>(Avx2.Permute4x64(Unsafe.BitCast<V, Vector256<double>>(dealt), 0xD8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T x, nint offset) => V.Load(in Unsafe.Add(ref x, offset));

    private static V Weight(ref T weights, int index) => V.Broadcast(Unsafe.Add(ref weights, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add(V w0, V w1, V w2, V a, V b, V c, V sum) =>
        V.MultiplyAdd(w2, c, V.MultiplyAdd(w1, b, V.MultiplyAdd(w0, a, sum)));
}
