using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Channels and their biases.</summary>
internal static class ChannelFaults
{
    private const long Unrolled = 4;

    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("bias-dropped", "bias", "the bias is not added",
            Plausible, "bias mb1ic1iw1oc1kw1",
            p => p.HasBias, new() { Bias = (_, _) => 0 }),

        new("bias-twice-1x1", "bias", "the bias is added twice on the 1×1 path",
            "LeelaChessZero/lc0#130", "bias mb1ic1iw1oc1kw1",
            p => p.HasBias && p.Axes.All(a => a.Kernel == 1), new() { Bias = (_, bias) => 2 * bias }),

        new("last-channel-dropped", "channels", "the last input channel of a group is left out",
            Plausible, "mb1ic2iw1oc1kw1",
            p => p.InputChannelsPerGroup > 1, new() { Channels = p => p.InputChannelsPerGroup - 1 }),

        new("1x1-multichannel", "channels", "a 1×1 kernel sees the first channel only",
            "onnx/onnx-mlir#1518", "mb1ic2iw1oc1kw1",
            p => p.InputChannelsPerGroup > 1 && p.Axes.All(a => a.Kernel == 1), new() { Channels = _ => 1 }),

        new("remainder-no-weight", "tail", "the loop over the channels that are left over from blocks of 4 adds x without its weight",
            "microsoft/onnxruntime#27749", "mb1ic5iw1oc1kw1",
            p => p.InputChannelsPerGroup is 5 or 7, new() { Product = (_, channel, x, w) => channel < Unrolled ? x * w : x }),

        new("cout-mod-64", "tail", "the last channel is missing unless the output channels fill blocks of 64",
            "mil-tokyo/webdnn#111", "mb1ic1iw1oc1kw1",
            p => p.OutputChannels % 64 != 0, new() { Result = (p, at, value) => at[1] == p.OutputChannels - 1 ? 0 : value }),

        new("autotune-wrong", "tail", "a 1×1 kernel that was tuned for whole blocks of 16 channels is chosen for 8 more, and leaves them out",
            "tracel-ai/burn#5626", "mb1ic72iw1oc1kw1",
            p => p.InputChannelsPerGroup >= 64 && p.InputChannelsPerGroup % 16 == 8 && p.Axes.All(a => a.Kernel == 1),
            new() { Channels = p => p.InputChannelsPerGroup - 8 }),

        new("pad-times-inf", "specials", "with 5 channels or more padding is multiplied like an element: 0 times an infinite weight is NaN",
            "tracel-ai/burn#5385", "mb1ic5iw1oc1kw1pw1",
            p => p.InputChannelsPerGroup > Unrolled && p.Axes.Any(a => a.PadBefore > 0 || a.PadAfter > 0),
            new() { MultipliesPadding = true })
        { UnseenBecause = "no case holds an infinity", UnseenByLawsBecause = "what an infinite weight does under padding is no law, but should be the same with every number of channels: the special values show it" },
    ];
}
