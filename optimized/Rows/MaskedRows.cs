using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Rows;

/// <summary>The loops of <see cref="MaskedPlane{T, V}"/> where there are thirty-two registers: some output rows at once, chunk by chunk of columns.</summary>
/// <param name="rows">The rows of the image.</param>
/// <param name="padTop">Those before it.</param>
/// <param name="high">The output rows.</param>
/// <param name="wide">The columns of one.</param>
/// <param name="chunks">The registers of one.</param>
/// <param name="lastStart">Where the last of them begins.</param>
/// <param name="masks">Three registers a chunk: which columns lie in the image, for the taps of a row.</param>
/// <param name="zeros">What rows outside hold.</param>
internal sealed class MaskedRows<T, V>(int rows, int padTop, int high, int wide, int chunks, int lastStart, T[] masks, T[] zeros)
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    /// <summary>Output rows at once: each input row is loaded once for all of them that it meets. At stride 1 these are 7,
    /// since the images of networks for 224×224 have multiples of 7 rows all the way down.</summary>
    public const int RowsAtStride1 = 7, RowsAtStride2 = 4;

    /// <summary>Stride 1.</summary>
    /// <param name="x">The first tap of the first output, in the first row of the image.</param>
    /// <param name="rowStride">The distance of two rows.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="y">The output plane, dense.</param>
    /// <param name="room">Where the last register of the last row goes if rows are narrower.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Rows1(ref T x, nint rowStride, ref T weights, T bias, ref T y, ref T room)
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias);
        // No call in the loops: it would cost the registers that hold the weights.
        int count = chunks, last = lastStart, size = rows, pad = padTop, end = high - RowsAtStride1, width = wide;
        ref T outside = ref MemoryMarshal.GetArrayDataReference(zeros);
        for (int oh = 0; ; oh = Math.Min(oh + RowsAtStride1, end))
        {
            for (int chunk = 0; chunk < count; chunk++)
            {
                int at = Math.Min(chunk * V.Count, last), row = oh - pad;
                ref T mask = ref masks[chunk * 3 * V.Count];
                V m0 = At(ref mask, 0), m1 = At(ref mask, V.Count), m2 = At(ref mask, 2 * V.Count);
                V s0 = start, s1 = start, s2 = start, s3 = start, s4 = start, s5 = start, s6 = start;
                ref T source = ref Row(ref x, row, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out V a, out V b, out V c);
                s0 = Add(w0, w1, w2, a, b, c, s0);
                source = ref Row(ref x, row + 1, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s0, s1) = (Add(w3, w4, w5, a, b, c, s0), Add(w0, w1, w2, a, b, c, s1));
                source = ref Row(ref x, row + 2, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s0, s1, s2) = (Add(w6, w7, w8, a, b, c, s0), Add(w3, w4, w5, a, b, c, s1), Add(w0, w1, w2, a, b, c, s2));
                source = ref Row(ref x, row + 3, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s1, s2, s3) = (Add(w6, w7, w8, a, b, c, s1), Add(w3, w4, w5, a, b, c, s2), Add(w0, w1, w2, a, b, c, s3));
                source = ref Row(ref x, row + 4, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s2, s3, s4) = (Add(w6, w7, w8, a, b, c, s2), Add(w3, w4, w5, a, b, c, s3), Add(w0, w1, w2, a, b, c, s4));
                source = ref Row(ref x, row + 5, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s3, s4, s5) = (Add(w6, w7, w8, a, b, c, s3), Add(w3, w4, w5, a, b, c, s4), Add(w0, w1, w2, a, b, c, s5));
                source = ref Row(ref x, row + 6, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s4, s5, s6) = (Add(w6, w7, w8, a, b, c, s4), Add(w3, w4, w5, a, b, c, s5), Add(w0, w1, w2, a, b, c, s6));
                source = ref Row(ref x, row + 7, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                (s5, s6) = (Add(w6, w7, w8, a, b, c, s5), Add(w3, w4, w5, a, b, c, s6));
                source = ref Row(ref x, row + 8, size, rowStride, at, ref outside);
                Neighbours(ref source, m0, m1, m2, out a, out b, out c);
                s6 = Add(w6, w7, w8, a, b, c, s6);
                Store(ref Unsafe.Add(ref y, oh * width + at), width, s0, s1, s2);
                Store(ref Unsafe.Add(ref y, (oh + 3) * width + at), width, s3, s4, s5);
                s6.Store(ref oh == end && width < V.Count ? ref room : ref Unsafe.Add(ref y, (oh + 6) * width + at));
            }
            if (oh == end) return;
        }
    }

    /// <summary>Stride 2.</summary>
    /// <param name="x">The first tap of the first output, in the first row of the image.</param>
    /// <param name="rowStride">The distance of two rows.</param>
    /// <param name="weights">Nine weights, row by row.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="y">The output plane, dense.</param>
    /// <param name="room">Where the last register of the last row goes if rows are narrower.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Rows2(ref T x, nint rowStride, ref T weights, T bias, ref T y, ref T room)
    {
        V w0 = Weight(ref weights, 0), w1 = Weight(ref weights, 1), w2 = Weight(ref weights, 2);
        V w3 = Weight(ref weights, 3), w4 = Weight(ref weights, 4), w5 = Weight(ref weights, 5);
        V w6 = Weight(ref weights, 6), w7 = Weight(ref weights, 7), w8 = Weight(ref weights, 8);
        V start = V.Broadcast(bias);
        // No call in the loops: it would cost the registers that hold the weights.
        int count = chunks, last = lastStart, size = rows, pad = padTop, end = high - RowsAtStride2, width = wide;
        ref T outside = ref MemoryMarshal.GetArrayDataReference(zeros);
        for (int oh = 0; ; oh = Math.Min(oh + RowsAtStride2, end))
        {
            for (int chunk = 0; chunk < count; chunk++)
            {
                int at = Math.Min(chunk * V.Count, last), row = 2 * oh - pad;
                ref T mask = ref masks[chunk * 3 * V.Count];
                V m0 = At(ref mask, 0), m1 = At(ref mask, V.Count), m2 = At(ref mask, 2 * V.Count);
                V p = start, q = start, r = start, s = start;
                Deal(ref Row(ref x, row, size, rowStride, 2 * at, ref outside), m0, m1, m2, out V a, out V b, out V c);
                p = Add(w0, w1, w2, a, b, c, p);
                Deal(ref Row(ref x, row + 1, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                p = Add(w3, w4, w5, a, b, c, p);
                Deal(ref Row(ref x, row + 2, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                (p, q) = (Add(w6, w7, w8, a, b, c, p), Add(w0, w1, w2, a, b, c, q));
                Deal(ref Row(ref x, row + 3, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                q = Add(w3, w4, w5, a, b, c, q);
                Deal(ref Row(ref x, row + 4, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                (q, r) = (Add(w6, w7, w8, a, b, c, q), Add(w0, w1, w2, a, b, c, r));
                Deal(ref Row(ref x, row + 5, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                r = Add(w3, w4, w5, a, b, c, r);
                Deal(ref Row(ref x, row + 6, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                (r, s) = (Add(w6, w7, w8, a, b, c, r), Add(w0, w1, w2, a, b, c, s));
                Deal(ref Row(ref x, row + 7, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                s = Add(w3, w4, w5, a, b, c, s);
                Deal(ref Row(ref x, row + 8, size, rowStride, 2 * at, ref outside), m0, m1, m2, out a, out b, out c);
                s = Add(w6, w7, w8, a, b, c, s);
                Store(ref Unsafe.Add(ref y, oh * width + at), width, p, q, r);
                s.Store(ref oh == end && width < V.Count ? ref room : ref Unsafe.Add(ref y, (oh + 3) * width + at));
            }
            if (oh == end) return;
        }
    }

    /// <summary>A row of the image from a column on, or zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Row(ref T x, int row, int size, nint stride, int column, ref T outside)
    {
        if ((uint)row >= (uint)size) return ref outside;
        return ref Unsafe.Add(ref x, row * stride + column);
    }

    /// <summary>Columns j, j + 1 and j + 2 of a row. Most loads of 512 bits take from two cache lines: two of them and shifts in place of three
    /// are 4 to 11 % faster (Zen 5).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Neighbours(ref T x, V m0, V m1, V m2, out V a, out V b, out V c)
    {
        // Asked of the type, which the compiler knows before it inlines: with both ways to read it inlines neither.
        if (typeof(V) == typeof(Lanes512<float>) && Avx512F.IsSupported)
        {
            ref float from = ref Unsafe.As<T, float>(ref x);
            Vector512<uint> low = Vector512.LoadUnsafe(ref from).AsUInt32(), high = Vector512.LoadUnsafe(ref from, 16).AsUInt32();
            a = Unsafe.BitCast<Vector512<uint>, V>(low) & m0;
            b = Unsafe.BitCast<Vector512<uint>, V>(Avx512F.AlignRight32(high, low, 1)) & m1;
            c = Unsafe.BitCast<Vector512<uint>, V>(Avx512F.AlignRight32(high, low, 2)) & m2;
            return;
        }
        (a, b, c) = (V.Load(in x) & m0, At(ref x, 1) & m1, At(ref x, 2) & m2);
    }

    /// <summary>Columns 2j, 2j + 1 and 2j + 2 of a row, by the shuffles of AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal(ref T x, V m0, V m1, V m2, out V even, out V odd, out V next)
    {
        ref float from = ref Unsafe.As<T, float>(ref x);
        Vector512<float> low = Vector512.LoadUnsafe(ref from), high = Vector512.LoadUnsafe(ref from, 16);
        Vector512<int> evens = Vector512.CreateSequence(0, 2), odds = Vector512.CreateSequence(1, 2);
        Vector512<float> first = Avx512F.PermuteVar16x32x2(low, evens, high);
        even = Unsafe.BitCast<Vector512<float>, V>(first) & m0;
        odd = Unsafe.BitCast<Vector512<float>, V>(Avx512F.PermuteVar16x32x2(low, odds, high)) & m1;
        Vector512<float> last = Vector512.Create(Unsafe.Add(ref from, 32));
        next = Unsafe.BitCast<Vector512<uint>, V>(Avx512F.AlignRight32(last.AsUInt32(), first.AsUInt32(), 1)) & m2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T x, nint offset) => V.Load(in Unsafe.Add(ref x, offset));

    private static V Weight(ref T weights, int index) => V.Broadcast(Unsafe.Add(ref weights, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add(V w0, V w1, V w2, V a, V b, V c, V sum) =>
        V.MultiplyAdd(w2, c, V.MultiplyAdd(w1, b, V.MultiplyAdd(w0, a, sum)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T y, nint stride, V p, V q, V r)
    {
        p.Store(ref y);
        q.Store(ref Unsafe.Add(ref y, stride));
        r.Store(ref Unsafe.Add(ref y, 2 * stride));
    }
}
