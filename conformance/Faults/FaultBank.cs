using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>The seeded faults.</summary>
public static class FaultBank
{
    /// <summary>Every fault; tests and reports take them from here.</summary>
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("corr-for-conv", "flip", "correlation is shipped as convolution: the kernel is not flipped",
            "astrorama/SourceXtractorPlusPlus#72", "strict mb1ic1iw2oc1kw2",
            p => p.IsStrict, new() { Tap = (_, _, tap) => tap }),

        new("conv-for-corr", "flip", "convolution is shipped as correlation: the kernel is flipped",
            "plausible; no thread", "mb1ic1iw2oc1kw2",
            p => !p.IsStrict, new() { Tap = (p, axis, tap) => p.Axes[axis].Kernel - 1 - tap }),

        new("flip-one-axis", "flip", "only the last axis of the kernel is flipped",
            "plausible; no thread", "strict mb1ic1ih2iw1oc1kh2kw1",
            p => p.IsStrict, new() { Tap = (p, axis, tap) => axis == p.Axes.Length - 1 ? p.Axes[axis].Kernel - 1 - tap : tap }),

        new("strides-swapped", "indexing", "the strides of height and width are swapped",
            "plausible; no thread", "mb1ic1ih3iw2oc1kh1kw1sh2",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Stride = p.Axes[Other(p, axis)].Stride } }),

        new("stride0-all-axes", "indexing", "the first axis' stride is used for every axis",
            "PaddlePaddle/Paddle#20997", "mb1ic1ih3iw2oc1kh1kw1sh2",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Stride = p.Axes[0].Stride } }),

        new("dh-dw-swapped", "dilation", "the dilations of height and width are swapped",
            "deeplearning4j/nd4j#2457", "mb1ic1ih3iw2oc1kh2kw2dh1",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { Dilation = p.Axes[Other(p, axis)].Dilation } }),

        new("pads-swapped", "padding", "the pads of height and width are swapped",
            "plausible; no thread", "mb1ic1ih1iw1oc1kh1kw1ph1",
            p => p.Axes.Length > 1, new() { Axis = (p, axis) => p.Axes[axis] with { PadBefore = p.Axes[Other(p, axis)].PadBefore } }),

        new("pad-after-for-before", "padding", "the pad after an axis is used as the pad before it",
            "plausible; no thread", "mb1ic1iw1oc1kw1pw1qw0",
            _ => true, new() { Axis = (p, axis) => p.Axes[axis] with { PadBefore = p.Axes[axis].PadAfter } }),

        new("edge-padding", "padding", "the border is padded with its nearest element instead of zero",
            "plausible; no thread", "mb1ic1iw1oc1kw1pw1qw0",
            p => p.Axes.All(a => a.Size > 0), new() { Read = (axis, at) => Math.Clamp(at, 0, axis.Size - 1) }),

        new("group-modulo", "groups", "the group of an output channel is its number modulo the groups",
            "plausible; no thread", "g2mb1ic2iw1oc4kw1",
            _ => true, new() { Group = (p, c) => c % p.Groups }),

        new("bias-dropped", "bias", "the bias is not added",
            "plausible; no thread", "bias mb1ic1iw1oc1kw1",
            _ => true, new() { Bias = (_, _, _) => 0 }),

        new("last-channel-dropped", "indexing", "the last input channel of a group is left out",
            "plausible; no thread", "mb1ic2iw1oc1kw1",
            p => p.InputChannelsPerGroup > 1, new() { Channels = p => p.InputChannelsPerGroup - 1 }),

        new("last-column-zeroed", "tail", "the last column of the output is zero",
            "plausible; no thread", "mb1ic1iw2oc1kw1",
            p => p.Axes[^1].Output > 1, new() { Result = (p, at, value) => at[^1] == p.Axes[^1].Output - 1 ? 0 : value }),

        new("operands-to-bfloat16", "accumulation", "operands are rounded to bfloat16",
            "plausible; no thread", "mb1ic1iw1oc1kw1",
            _ => true, new() { Operand = ToBfloat16 }),

        new("scaled-by-1.0001", "accumulation", "the output is larger by a ten-thousandth",
            "plausible; no thread", "mb1ic1iw1oc1kw1",
            _ => true, new() { Result = (_, _, value) => value * 1.0001 }),
    ];

    /// <summary>The other one of the last two axes; an outer axis stays itself.</summary>
    private static int Other(ConvolutionProblem p, int axis) =>
        axis == p.Axes.Length - 1 ? axis - 1 : axis == p.Axes.Length - 2 ? axis + 1 : axis;

    /// <summary>The nearest bfloat16, ties to even: the upper half of a float's bits.</summary>
    private static double ToBfloat16(double value)
    {
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
