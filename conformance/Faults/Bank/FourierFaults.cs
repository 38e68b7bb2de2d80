using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>Convolution by Fourier transform: seen at stride 1 without dilation.</summary>
internal static class FourierFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("wrapindex-off-by-1", "FFT", "the kernel is embedded one element off",
            "JuliaImages/ImageFiltering.jl#206", "mb1ic1iw2oc1kw1",
            p => IsFilter(p) && p is { InputChannels: 1, OutputChannels: 1 },
            new() { Read = reach => reach.IsLast ? reach.Inside(Wrapped(reach.At - 1 + reach.Axis.PadBefore, reach.Axis.PaddedSize) - reach.Axis.PadBefore) : reach.Right }),

        new("fft-one-axis-short", "FFT", "the transform of the first axis is max(H, K) long, and wraps there",
            SeededFault.Plausible, "mb1ic1ih3iw1oc1kh3kw1ph1",
            p => IsFilter(p) && p.Axes.Length == 2 && p.Axes[0].Kernel > 2 && 2 * p.Axes[0].Kernel > p.Axes[0].Size,
            new() { Read = reach => reach.AxisIndex == 0 ? reach.Inside(Wrapped(reach.At, Math.Max(reach.Axis.Size, reach.Axis.Kernel))) : reach.Right }),

        new("fft-nan-spread", "specials", "one NaN poisons every output",
            "scipy/scipy#15927", "mb1ic1iw6oc1kw5",
            p => IsFilter(p) && p.Axes[^1].Kernel >= 5,
            new() { Whole = (x, y) => { if (x.Any(double.IsNaN)) Array.Fill(y, double.NaN); } })
        { UnseenBecause = "no case holds a NaN" },
    ];

    private static bool IsFilter(ConvolutionProblem p) => p.Axes.All(a => a is { Stride: 1, Dilation: 1 });

    private static long Wrapped(long at, long length) => (at % length + length) % length;
}
