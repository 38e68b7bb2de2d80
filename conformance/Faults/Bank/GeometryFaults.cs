using Conformance.Spec;
using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Strides, dilations and the extents that follow from them.</summary>
internal static class GeometryFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("strides-swapped", "geometry", "the strides of height and width are swapped",
            Plausible, "mb1ic1ih3iw2oc1kh1kw1sh2",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Stride = p.Axes[Other(p, axis)].Stride } }),

        new("stride0-all-axes", "geometry", "the first axis' stride is used for every axis",
            "PaddlePaddle/Paddle#20997", "mb1ic1ih3iw2oc1kh1kw1sh2",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Stride = p.Axes[0].Stride } }),

        new("dh-dw-swapped", "geometry", "the dilations of height and width are swapped",
            "deeplearning4j/nd4j#2457", "mb1ic1ih3iw2oc1kh2kw2dh1",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Dilation = p.Axes[Other(p, axis)].Dilation } }),

        new("extent-k-times-d", "geometry", "the kernel is taken to span k·d positions instead of d(k − 1) + 1: the last outputs are missing",
            "NVIDIA/cutlass#3526", "mb1ic1iw2oc1kw1dw1",
            p => p.Axes.Any(a => a.Dilation >= 2), new() { Result = (p, at, value) => IsBeyondShortExtent(p, at) ? 0 : value }),

        new("dilation-twice", "geometry", "the kernel is dilated already, and is dilated again",
            "root-project/root#22474", "mb1ic1iw3oc1kw2dw1",
            p => p.Axes.Any(a => a is { Dilation: >= 2, Kernel: >= 2 }),
            new() { Axis = (p, axis) => p.Axes[axis] with { Dilation = p.Axes[axis].Dilation * p.Axes[axis].Dilation } }),

        new("kernel-mod-stride", "geometry", "the kernel is folded by the stride with k mod s zeros instead of (s − k mod s) mod s",
            "tenstorrent/tt-metal#30263", "mb1ic1iw7oc1kw7sw3",
            p => p.Axes.Any(a => Folded(a) < a.Kernel),
            new() { Tap = (p, axis, tap) => tap < Folded(p.Axes[axis]) ? p.IsStrict ? p.Axes[axis].Kernel - 1 - tap : tap : -1 }),

        new("gap-uses-extent", "geometry", "the gap from row to row of taps is w·d less the kernel's extent instead of k·d",
            "Tencent/ncnn#75", "mb1ic1ih5iw5oc1kh3kw3dh1dw1",
            p => p.Axes.Length == 2 && p.Axes.All(a => a.Kernel == 3) && p.Axes[1].Dilation > 1,
            new() { Read = reach => reach.At, Place = SlantRows }),
    ];

    /// <summary>The other one of the last two axes; an outer axis stays itself.</summary>
    internal static int Other(ConvolutionProblem p, int axis) =>
        axis == p.Axes.Length - 1 ? axis - 1 : axis == p.Axes.Length - 2 ? axis + 1 : axis;

    private static bool IsBeyondShortExtent(ConvolutionProblem p, long[] at) =>
        p.Axes.Where((a, i) => a.Dilation >= 2 && at[2 + i] * a.Stride + a.Kernel * a.Dilation > a.PaddedSize).Any();

    /// <summary>How many taps the folded kernel holds.</summary>
    private static long Folded(SpatialAxis a) => (a.Kernel + a.Kernel % a.Stride) / a.Stride * a.Stride;

    /// <summary>Row a of the taps begins a(d − 1) elements late in the padded image, and may run into its next row.</summary>
    private static void SlantRows(ConvolutionProblem p, long[] at, long[] tap, long[] x)
    {
        SpatialAxis width = p.Axes[1];
        long column = x[3] + width.PadBefore + tap[0] * (width.Dilation - 1);
        x[2] += column / width.PaddedSize;
        x[3] = column % width.PaddedSize - width.PadBefore;
    }
}
