using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>Convolution by Fourier transform: seen at stride 1 without dilation.</summary>
internal static class FourierFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("wrapindex-off-by-1", "fast algorithms", "the kernel is embedded one element off",
            "JuliaImages/ImageFiltering.jl#206", "mb1ic1iw2oc1kw1",
            p => IsFilter(p) && p is { InputChannels: 1, OutputChannels: 1 },
            new() { Read = reach => reach.IsLast ? reach.Inside(Wrapped(reach.At - 1 + reach.Axis.PadBefore, reach.Axis.PaddedSize) - reach.Axis.PadBefore) : reach.Right }),

        new("fft-one-axis-short", "fast algorithms", "the transform of the first axis is max(H, K) long, and wraps there",
            SeededFault.Plausible, "mb1ic1ih3iw1oc1kh3kw1ph1",
            p => IsFilter(p) && p.Axes.Length == 2 && p.Axes[0].Kernel > 2 && 2 * p.Axes[0].Kernel > p.Axes[0].Size,
            new() { Read = reach => reach.AxisIndex == 0 ? reach.Inside(Wrapped(reach.At, Math.Max(reach.Axis.Size, reach.Axis.Kernel))) : reach.Right }),

        new("fft-nan-spread", "specials", "one NaN or infinity poisons every output",
            "scipy/scipy#15927", "mb1ic1iw6oc1kw5",
            p => IsFilter(p) && p.Axes[^1].Kernel >= 5,
            new() { Whole = (_, x, y) => { if (!x.All(double.IsFinite)) Array.Fill(y, double.NaN); } })
        { UnseenBecause = "no case holds a NaN or an infinity" },

        new("ints-via-float", "accumulation", "integers pass through a transform in single precision, and come back rounded",
            "JuliaDSP/DSP.jl#410", "mb1ic1iw5oc1kw1",
            p => IsFilter(p) && p is { Axes.Length: 1, InputChannels: 1 }, new() { Whole = (p, _, y) => EachRow(p, y, v => (float)v) }),

        new("fft-dynamic-range", "accumulation", "small outputs drown in the rounding of a transform that holds large ones",
            "scipy/scipy#22390", "mb1ic1iw9oc1kw7",
            p => IsFilter(p) && p.Axes[^1].Kernel >= 7, new() { Whole = (p, _, y) => EachRow(p, y, v => v) })
        { UnseenBecause = "the numbers of a case are of one size, and double hides what is lost of them" },
    ];

    private static bool IsFilter(ConvolutionProblem p) => p.Axes.All(a => a is { Stride: 1, Dilation: 1 });

    private static long Wrapped(long at, long length) => (at % length + length) % length;

    /// <summary>A discrete Fourier transform and its inverse, each factor and each sum rounded.</summary>
    private static void EachRow(ConvolutionProblem p, double[] y, Func<double, double> round)
    {
        int width = (int)p.Axes[^1].Output;
        for (int start = 0; start < y.Length; start += width) ThereAndBack(y.AsSpan(start, width), round);
    }

    private static void ThereAndBack(Span<double> y, Func<double, double> round)
    {
        if (!y.ToArray().All(double.IsFinite)) return;
        (double[] re, double[] im) = Transform(y.ToArray(), new double[y.Length], -1, round);
        (double[] back, _) = Transform(re, im, 1, round);
        for (int i = 0; i < y.Length; i++) y[i] = round(back[i] / y.Length);
    }

    private static (double[] Re, double[] Im) Transform(double[] re, double[] im, int sign, Func<double, double> round)
    {
        int n = re.Length;
        double[] outRe = new double[n], outIm = new double[n];
        double[] cos = [.. Enumerable.Range(0, n).Select(i => round(Math.Cos(Math.Tau * i / n)))];
        double[] sin = [.. Enumerable.Range(0, n).Select(i => round(sign * Math.Sin(Math.Tau * i / n)))];
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                int at = (int)((long)i * k % n);
                outRe[k] = round(outRe[k] + round(re[i] * cos[at] - im[i] * sin[at]));
                outIm[k] = round(outIm[k] + round(re[i] * sin[at] + im[i] * cos[at]));
            }
        }
        return (outRe, outIm);
    }
}
