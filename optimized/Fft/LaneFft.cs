using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Fft;

/// <summary>
/// Complex Fourier transforms of columns, as many side by side as a register has lanes; real and imaginary parts lie in
/// planes of their own. Forward takes frequencies apart (decimation in frequency, four at a time) and leaves them in the
/// order of <see cref="Twiddles{T}.Frequency"/>; Inverse starts from that order, so that nothing is ever sorted.
/// Source: Cooley and Tukey, 1965; Gentleman and Sande, 1966.
/// </summary>
internal static class LaneFft<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Σ x[t]·e^(−2πitk/n).</summary>
    /// <param name="re">The real part of the first point.</param>
    /// <param name="im">Its imaginary part.</param>
    /// <param name="stride">The distance of two points.</param>
    /// <param name="twiddles">n and its numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(ref T re, ref T im, nint stride, Twiddles<T> twiddles)
    {
        int n = twiddles.Points, m = n;
        ref T w = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(twiddles.Values);
        for (; m >= 4; m /= 4)
        {
            nint quarter = m / 4 * stride;
            for (int j = 0; j < m / 4; j++)
            {
                V w1 = Number(ref w, 0), v1 = Number(ref w, 1), w2 = Number(ref w, 2), v2 = Number(ref w, 3), w3 = Number(ref w, 4), v3 = Number(ref w, 5);
                for (int block = 0; block < n; block += m)
                {
                    ref T r = ref Unsafe.Add(ref re, (block + j) * stride);
                    ref T i = ref Unsafe.Add(ref im, (block + j) * stride);
                    V ar = V.Load(in r), br = At(ref r, quarter), cr = At(ref r, 2 * quarter), dr = At(ref r, 3 * quarter);
                    V ai = V.Load(in i), bi = At(ref i, quarter), ci = At(ref i, 2 * quarter), di = At(ref i, 3 * quarter);
                    V sr = ar + cr, si = ai + ci, tr = ar - cr, ti = ai - ci, ur = br + dr, ui = bi + di, vr = br - dr, vi = bi - di;
                    (sr + ur).Store(ref r);
                    (si + ui).Store(ref i);
                    // −i·(b − d) = (vi, −vr).
                    Product(tr + vi, ti - vr, w1, v1, ref Unsafe.Add(ref r, quarter), ref Unsafe.Add(ref i, quarter));
                    Product(sr - ur, si - ui, w2, v2, ref Unsafe.Add(ref r, 2 * quarter), ref Unsafe.Add(ref i, 2 * quarter));
                    Product(tr - vi, ti + vr, w3, v3, ref Unsafe.Add(ref r, 3 * quarter), ref Unsafe.Add(ref i, 3 * quarter));
                }
                w = ref Unsafe.Add(ref w, 6);
            }
        }
        if (m == 2) Pairs(ref re, ref im, stride, n);
    }

    /// <summary>The inverse of <see cref="Forward"/>, but for the factor 1/n.</summary>
    /// <param name="re">The real part of the first point.</param>
    /// <param name="im">Its imaginary part.</param>
    /// <param name="stride">The distance of two points.</param>
    /// <param name="twiddles">n and its numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Inverse(ref T re, ref T im, nint stride, Twiddles<T> twiddles)
    {
        int n = twiddles.Points, m = 4;
        if (BitOperations.Log2((uint)n) % 2 == 1)
        {
            Pairs(ref re, ref im, stride, n);
            m = 8;
        }
        int end = twiddles.Values.Length;
        for (; m <= n; m *= 4)
        {
            nint quarter = m / 4 * stride;
            end -= m / 4 * 6;
            ref T w = ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(twiddles.Values), end);
            for (int j = 0; j < m / 4; j++)
            {
                V w1 = Number(ref w, 0), v1 = V.Zero - Number(ref w, 1), w2 = Number(ref w, 2), v2 = V.Zero - Number(ref w, 3), w3 = Number(ref w, 4), v3 = V.Zero - Number(ref w, 5);
                for (int block = 0; block < n; block += m)
                {
                    ref T r = ref Unsafe.Add(ref re, (block + j) * stride);
                    ref T i = ref Unsafe.Add(ref im, (block + j) * stride);
                    V ar = V.Load(in r), ai = V.Load(in i);
                    Turned(At(ref r, quarter), At(ref i, quarter), w1, v1, out V br, out V bi);
                    Turned(At(ref r, 2 * quarter), At(ref i, 2 * quarter), w2, v2, out V cr, out V ci);
                    Turned(At(ref r, 3 * quarter), At(ref i, 3 * quarter), w3, v3, out V dr, out V di);
                    V sr = ar + cr, si = ai + ci, tr = ar - cr, ti = ai - ci, ur = br + dr, ui = bi + di, vr = br - dr, vi = bi - di;
                    // i·(b − d) = (−vi, vr).
                    (sr + ur).Store(ref r);
                    (si + ui).Store(ref i);
                    (tr - vi).Store(ref Unsafe.Add(ref r, quarter));
                    (ti + vr).Store(ref Unsafe.Add(ref i, quarter));
                    (sr - ur).Store(ref Unsafe.Add(ref r, 2 * quarter));
                    (si - ui).Store(ref Unsafe.Add(ref i, 2 * quarter));
                    (tr + vi).Store(ref Unsafe.Add(ref r, 3 * quarter));
                    (ti - vr).Store(ref Unsafe.Add(ref i, 3 * quarter));
                }
                w = ref Unsafe.Add(ref w, 6);
            }
        }
    }

    /// <summary>Transforms of two neighbours, which are their own inverse but for a factor.</summary>
    private static void Pairs(ref T re, ref T im, nint stride, int n)
    {
        for (int block = 0; block < n; block += 2)
        {
            ref T r = ref Unsafe.Add(ref re, block * stride);
            ref T i = ref Unsafe.Add(ref im, block * stride);
            V ar = V.Load(in r), br = At(ref r, stride), ai = V.Load(in i), bi = At(ref i, stride);
            (ar + br).Store(ref r);
            (ai + bi).Store(ref i);
            (ar - br).Store(ref Unsafe.Add(ref r, stride));
            (ai - bi).Store(ref Unsafe.Add(ref i, stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Number(ref T w, int index) => V.Broadcast(Unsafe.Add(ref w, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T x, nint offset) => V.Load(in Unsafe.Add(ref x, offset));

    /// <summary>(x + iy)(w + iv).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turned(V x, V y, V w, V v, out V re, out V im) =>
        (re, im) = (V.MultiplyAdd(x, w, V.Zero - y * v), V.MultiplyAdd(x, v, y * w));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product(V x, V y, V w, V v, ref T re, ref T im)
    {
        Turned(x, y, w, v, out V r, out V i);
        r.Store(ref re);
        i.Store(ref im);
    }
}
