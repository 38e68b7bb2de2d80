using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>A whole output plane of a 3×3 kernel on one channel, its nine weights in registers.</summary>
internal static class Plane9<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>
    /// Four output rows at a time, where each shares input rows with the next (stride and dilation of the height are
    /// equal): 18 loads serve 36 multiply-adds.
    /// </summary>
    /// <param name="plane">The padded plane.</param>
    /// <param name="columns">Where the three taps of a kernel row lie.</param>
    /// <param name="row">The distance of two rows that neighbouring taps, and neighbouring output rows, meet.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="output">The output plane, dense.</param>
    /// <param name="rows">How many rows are computed; a multiple of 4.</param>
    /// <param name="width">The columns of a row. A row's last register may reach into the rows below, which are written
    /// later; the caller leaves out the last rows of a plane for that.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4(ref T plane, (int A, int B, int C) columns, int row, ref T weights, T bias, ref T output, int rows, int width)
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias);
        for (int y = 0; y < rows; y += 4)
        {
            for (int at = 0; ;)
            {
                ref T x = ref Unsafe.Add(ref plane, y * row + at);
                V p = start, q = start, r = start, s = start;
                V a = Load(ref x, columns.A), b = Load(ref x, columns.B), c = Load(ref x, columns.C);
                p = Add(w0, w1, w2, a, b, c, p);
                x = ref Unsafe.Add(ref x, row);
                (a, b, c) = (Load(ref x, columns.A), Load(ref x, columns.B), Load(ref x, columns.C));
                p = Add(w3, w4, w5, a, b, c, p);
                q = Add(w0, w1, w2, a, b, c, q);
                x = ref Unsafe.Add(ref x, row);
                (a, b, c) = (Load(ref x, columns.A), Load(ref x, columns.B), Load(ref x, columns.C));
                p = Add(w6, w7, w8, a, b, c, p);
                q = Add(w3, w4, w5, a, b, c, q);
                r = Add(w0, w1, w2, a, b, c, r);
                x = ref Unsafe.Add(ref x, row);
                (a, b, c) = (Load(ref x, columns.A), Load(ref x, columns.B), Load(ref x, columns.C));
                q = Add(w6, w7, w8, a, b, c, q);
                r = Add(w3, w4, w5, a, b, c, r);
                s = Add(w0, w1, w2, a, b, c, s);
                x = ref Unsafe.Add(ref x, row);
                (a, b, c) = (Load(ref x, columns.A), Load(ref x, columns.B), Load(ref x, columns.C));
                r = Add(w6, w7, w8, a, b, c, r);
                s = Add(w3, w4, w5, a, b, c, s);
                x = ref Unsafe.Add(ref x, row);
                (a, b, c) = (Load(ref x, columns.A), Load(ref x, columns.B), Load(ref x, columns.C));
                s = Add(w6, w7, w8, a, b, c, s);
                ref T to = ref Unsafe.Add(ref output, y * width + at);
                p.Store(ref to);
                q.Store(ref Unsafe.Add(ref to, width));
                r.Store(ref Unsafe.Add(ref to, 2 * width));
                s.Store(ref Unsafe.Add(ref to, 3 * width));
                if (at + V.Count >= width) break;
                // The last register of a row overlaps the one before it instead of the next row.
                at = Math.Min(at + V.Count, width - V.Count);
            }
        }
    }

    /// <summary>One output row at a time, whatever the strides.</summary>
    /// <param name="plane">The padded plane.</param>
    /// <param name="taps">Where the nine taps lie.</param>
    /// <param name="row">The distance of the inputs of two output rows.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="output">The output plane, dense.</param>
    /// <param name="rows">How many rows are computed.</param>
    /// <param name="width">The columns of a row, as for <see cref="Rows4"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1(ref T plane, ReadOnlySpan<int> taps, int row, ref T weights, T bias, ref T output, int rows, int width)
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias);
        int t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4], t5 = taps[5], t6 = taps[6], t7 = taps[7], t8 = taps[8];
        for (int y = 0; y < rows; y++)
        {
            for (int at = 0; ;)
            {
                ref T x = ref Unsafe.Add(ref plane, y * row + at);
                V p = Add(w0, w1, w2, Load(ref x, t0), Load(ref x, t1), Load(ref x, t2), start);
                V q = Add(w3, w4, w5, Load(ref x, t3), Load(ref x, t4), Load(ref x, t5), V.Zero);
                V r = Add(w6, w7, w8, Load(ref x, t6), Load(ref x, t7), Load(ref x, t8), V.Zero);
                (p + q + r).Store(ref Unsafe.Add(ref output, y * width + at));
                if (at + V.Count >= width) break;
                at = Math.Min(at + V.Count, width - V.Count);
            }
        }
    }

    private static V Weight(ref T weights, int index) => V.Broadcast(Unsafe.Add(ref weights, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load(ref T x, int offset) => V.Load(in Unsafe.Add(ref x, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add(V w0, V w1, V w2, V a, V b, V c, V sum) =>
        V.MultiplyAdd(w2, c, V.MultiplyAdd(w1, b, V.MultiplyAdd(w0, a, sum)));
}
