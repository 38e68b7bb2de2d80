using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Conformance.Bench.Peers.Fftw;

/// <summary>Products of complex numbers that stand as real and imaginary parts in turn.</summary>
internal static class SpectralProduct
{
    /// <summary>x ← x·w, element by element.</summary>
    public static void Multiply(Span<float> x, ReadOnlySpan<float> w)
    {
        Span<Vector256<float>> xs = MemoryMarshal.Cast<float, Vector256<float>>(x);
        ReadOnlySpan<Vector256<float>> ws = MemoryMarshal.Cast<float, Vector256<float>>(w);
        Vector256<float> sign = Vector256.Create(-1f, 1, -1, 1, -1, 1, -1, 1);
        for (int i = 0; i < xs.Length; i++)
        {
            // (a + bi)(c + di) = ac − bd + (bc + ad)i
            Vector256<float> real = Vector256.Shuffle(ws[i], Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6));
            Vector256<float> imaginary = Vector256.Shuffle(ws[i], Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7)) * sign;
            Vector256<float> swapped = Vector256.Shuffle(xs[i], Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
            xs[i] = Vector256.FusedMultiplyAdd(xs[i], real, swapped * imaginary);
        }
        for (int i = xs.Length * Vector256<float>.Count; i < x.Length; i += 2)
            (x[i], x[i + 1]) = (x[i] * w[i] - x[i + 1] * w[i + 1], x[i + 1] * w[i] + x[i] * w[i + 1]);
    }

    /// <summary>w ← the conjugate of w, times a number.</summary>
    public static void ConjugateAndScale(Span<float> w, float scale)
    {
        for (int i = 0; i < w.Length; i += 2) (w[i], w[i + 1]) = (w[i] * scale, -w[i + 1] * scale);
    }
}
