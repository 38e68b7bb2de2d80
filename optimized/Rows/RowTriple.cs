using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>
/// Four registers of positions in three output rows of one filter on one channel, where a row of input is met by the next output row one row of the
/// kernel earlier: each load serves three products, where a row by itself loads for every one.
/// <code>
///   input row 0:   w[0]·x → p
///             1:   w[1]·x → p   w[0]·x → q
///             2:   w[2]·x → p   w[1]·x → q   w[0]·x → r
///             …
///             k:                w[k−1]·x → q   w[k−2]·x → r
///         k + 1:                               w[k−1]·x → r      no product of another row's padding
/// </code>
/// </summary>
internal static class RowTriple<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>The tile.</summary>
    /// <param name="plane">The first tap of the first position in the first row.</param>
    /// <param name="taps">Where the taps of a window lie, row by row; three rows at least.</param>
    /// <param name="width">The taps of a row.</param>
    /// <param name="row">The distance of two rows of input that neighbouring output rows meet.</param>
    /// <param name="weights">The weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="output">The first result.</param>
    /// <param name="pitch">The distance of two output rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile(ref T plane, ReadOnlySpan<int> taps, nint width, nint row, ref T weights, T bias, ref T output, nint pitch)
    {
        V p0 = V.Broadcast(bias), p1 = p0, p2 = p0, p3 = p0, q0 = p0, q1 = p0, q2 = p0, q3 = p0, r0 = p0, r1 = p0, r2 = p0, r3 = p0;
        ref int tap = ref MemoryMarshal.GetReference(taps);
        nint count = taps.Length, t = 0;
        for (; t < width; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, Unsafe.Add(ref tap, t));
            Add(ref weights, t, ref x, ref p0, ref p1, ref p2, ref p3);
        }
        for (; t < 2 * width; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, Unsafe.Add(ref tap, t));
            Add(ref weights, t, ref x, ref p0, ref p1, ref p2, ref p3);
            Add(ref weights, t - width, ref x, ref q0, ref q1, ref q2, ref q3);
        }
        for (; t < count; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, Unsafe.Add(ref tap, t)), w = ref Unsafe.Add(ref weights, t);
            V a = V.Broadcast(w), b = V.Broadcast(Unsafe.Subtract(ref w, width)), c = V.Broadcast(Unsafe.Subtract(ref w, 2 * width));
            V y = V.Load(in x);
            V.Accumulate(y, a, ref p0); V.Accumulate(y, b, ref q0); V.Accumulate(y, c, ref r0);
            y = V.Load(in Unsafe.Add(ref x, V.Count));
            V.Accumulate(y, a, ref p1); V.Accumulate(y, b, ref q1); V.Accumulate(y, c, ref r1);
            y = V.Load(in Unsafe.Add(ref x, 2 * V.Count));
            V.Accumulate(y, a, ref p2); V.Accumulate(y, b, ref q2); V.Accumulate(y, c, ref r2);
            y = V.Load(in Unsafe.Add(ref x, 3 * V.Count));
            V.Accumulate(y, a, ref p3); V.Accumulate(y, b, ref q3); V.Accumulate(y, c, ref r3);
        }
        // The taps of the last row of q, and of the last two of r, one and two rows further down.
        plane = ref Unsafe.Add(ref plane, row);
        for (t = count - width; t < count; t++)
        {
            ref T x = ref Unsafe.Add(ref plane, Unsafe.Add(ref tap, t));
            Add(ref weights, t, ref x, ref q0, ref q1, ref q2, ref q3);
            Add(ref weights, t - width, ref x, ref r0, ref r1, ref r2, ref r3);
        }
        plane = ref Unsafe.Add(ref plane, row);
        for (t = count - width; t < count; t++)
            Add(ref weights, t, ref Unsafe.Add(ref plane, Unsafe.Add(ref tap, t)), ref r0, ref r1, ref r2, ref r3);
        Store(ref output, p0, p1, p2, p3);
        Store(ref Unsafe.Add(ref output, pitch), q0, q1, q2, q3);
        Store(ref Unsafe.Add(ref output, 2 * pitch), r0, r1, r2, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref T weights, nint t, ref T x, ref V s0, ref V s1, ref V s2, ref V s3)
    {
        V w = V.Broadcast(Unsafe.Add(ref weights, t));
        s0 = V.MultiplyAdd(w, V.Load(in x), s0);
        s1 = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, V.Count)), s1);
        s2 = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 2 * V.Count)), s2);
        s3 = V.MultiplyAdd(w, V.Load(in Unsafe.Add(ref x, 3 * V.Count)), s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T output, V a, V b, V c, V d)
    {
        TileStore.Row(ref output, accumulate: false, a, b);
        TileStore.Row(ref Unsafe.Add(ref output, 2 * V.Count), accumulate: false, c, d);
    }
}
