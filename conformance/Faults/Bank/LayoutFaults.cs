using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Views and memory.</summary>
internal static class LayoutFaults
{
    private const string NotUsed = "what is loaded is not used: only a guarded page shows it";

    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("nchw-nhwc-stride-tie", "layout", "the layout is inferred from sizes: NCHW is taken for NHWC where C = H = W",
            "huggingface/candle#3405", "mb1ic2ih2iw2oc1kh1kw1",
            p => p.Axes.Length == 2 && p.InputChannels > 1 && p.Axes.All(a => a.Size == p.InputChannels),
            new() { Place = (_, _, _, x) => (x[1], x[2], x[3]) = (x[2], x[3], x[1]) }),

        new("copy-not-used", "layout", "a dense copy of the weights is made, and the original read",
            "huggingface/candle#3853", "mb1ic1iw2oc2kw2",
            _ => true, new() { IgnoresWeightStrides = true }),

        new("dst-stride-ignored", "layout", "the output is written densely, whatever its strides",
            "NVIDIA/cutlass#1323", "mb1ic1iw1oc2kw1",
            _ => true, new() { IgnoresOutputStrides = true }),

        new("adds-to-output", "memory", "the output is added to what its memory held",
            Plausible, "mb1ic1iw1oc1kw1",
            _ => true, new() { AddsToOutput = true }),

        new("nnpack-noncontig", "layout", "the plain path in two dimensions takes the weights for dense, whatever their strides",
            "pytorch/pytorch#55781", "mb1ic1ih2iw2oc2kh2kw2",
            p => p.Axes.Length == 2 && p.Axes.All(a => a is { Dilation: 1, Kernel: < 17 }), new() { IgnoresWeightStrides = true }),

        new("neon-last-channel", "memory", "the last vector of the last channel is loaded past the end of the input",
            "PaddlePaddle/Paddle#11016", "mb1ic1ih6iw4oc1kh3kw3",
            p => p.Axes.Length == 2 && p.Axes.All(a => a is { Kernel: 3, Stride: 1, Dilation: 1 }) && p.Axes[^1].Size % 8 != 0,
            new() { LoadsBehindInput = 2 })
        { NeedsGuards = true, UnseenBecause = NotUsed, UnseenByLawsBecause = NotUsed },

        new("dw-s2-overread", "memory", "the depthwise path of stride 2 loads pairs, and with them the element behind the last",
            "opencv/opencv#23151", "g2mb1ic2iw3oc2kw1sw2",
            p => p.Groups > 1 && p.Groups == p.InputChannels && p.Axes[^1].Stride == 2, new() { LoadsBehindInput = 1 })
        { NeedsGuards = true, UnseenBecause = NotUsed, UnseenByLawsBecause = NotUsed },

        new("backward-pointer", "memory", "a kernel that is walked backwards loads the element before its first once more",
            Plausible, "strict mb1ic1iw2oc1kw2",
            p => p.IsStrict && p.Axes[^1].Kernel % 2 == 0, new() { LoadsBeforeWeights = 1 })
        { NeedsGuards = true, UnseenBecause = NotUsed, UnseenByLawsBecause = NotUsed },

        new("tail-store-whole", "memory", "the last vector of a row is stored whole, over the gap behind the row",
            Plausible, "mb1ic1ih2iw3oc1kh1kw1",
            p => p.Axes[^1].Output % 4 != 0, new() { StoresWholeVectors = 4 }),
    ];
}
