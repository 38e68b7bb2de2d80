using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Views and memory.</summary>
internal static class LayoutFaults
{
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
    ];
}
