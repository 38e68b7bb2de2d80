using System.Numerics;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

/// <summary>The formula as a loop, so plain that it can be checked by eye; these tests do not use the suite's oracle.</summary>
internal static class NaiveLoop
{
    public static T[] Convolve<T>(ConvolutionProblem p, T[] x, T[] w, T[] b) where T : INumber<T>
    {
        // Missing axes are axes of one element with a kernel of one tap.
        SpatialAxis[] a = [.. Enumerable.Repeat(new SpatialAxis(1, 1), 3 - p.Axes.Length), .. p.Axes];
        T[] y = new T[p.OutputCount];
        long at = 0;
        for (long n = 0; n < p.Batch; n++)
            for (long o = 0; o < p.OutputChannels; o++)
                for (long d = 0; d < a[0].Output; d++)
                    for (long h = 0; h < a[1].Output; h++)
                        for (long v = 0; v < a[2].Output; v++)
                            y[at++] = Element(p, a, x, w, n, o, d, h, v) + (p.HasBias ? b[o] : T.Zero);
        return y;
    }

    private static T Element<T>(
        ConvolutionProblem p, SpatialAxis[] a, T[] x, T[] w, long n, long o, long d, long h, long v)
        where T : INumber<T>
    {
        T sum = T.Zero;
        long channels = p.InputChannelsPerGroup, first = o / p.OutputChannelsPerGroup * channels;
        for (long c = 0; c < channels; c++)
            for (long i = 0; i < a[0].Kernel; i++)
                for (long j = 0; j < a[1].Kernel; j++)
                    for (long k = 0; k < a[2].Kernel; k++)
                    {
                        (long xd, long xh, long xv) = (a[0].InputAt(d, i), a[1].InputAt(h, j), a[2].InputAt(v, k));
                        if (Outside(a[0], xd) || Outside(a[1], xh) || Outside(a[2], xv)) continue;
                        T weight = w[((((o * channels) + c) * a[0].Kernel + i) * a[1].Kernel + j) * a[2].Kernel + k];
                        long plane = n * p.InputChannels + first + c;
                        sum += weight * x[((plane * a[0].Size + xd) * a[1].Size + xh) * a[2].Size + xv];
                    }
        return sum;
    }

    private static bool Outside(SpatialAxis axis, long at) => at < 0 || at >= axis.Size;
}
