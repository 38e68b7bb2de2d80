using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Groups.</summary>
internal static class GroupFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("group-modulo", "channels", "the group of an output channel is its number modulo the groups",
            Plausible, "g2mb1ic2iw1oc4kw1",
            p => p.Groups > 1, new() { Group = (p, c) => c % p.Groups }),

        new("group-index-cin", "channels", "the group of an output channel is worked out from C_in/g instead of C_out/g",
            Plausible, "g2mb1ic2iw1oc4kw1",
            p => p.Groups > 1 && p.InputChannels != p.OutputChannels,
            new() { Group = (p, c) => Math.Min(c / p.InputChannelsPerGroup, p.Groups - 1) }),

        new("later-group-zero", "channels", "every group but the first gives zero",
            "pytorch/pytorch#19912", "g2mb1ic2iw1oc16kw1",
            p => p.Groups > 1 && p.InputChannelsPerGroup < 16 && p.OutputChannels % 16 == 0,
            new() { Result = (p, at, value) => at[1] >= p.OutputChannelsPerGroup ? 0 : value }),

        new("dw-assumes-M1", "channels", "the depthwise path takes the output channels to be as many as the groups",
            "pytorch/pytorch#60460", "g2mb1ic2iw3oc4kw3",
            p => p.Groups > 1 && p.InputChannels == p.Groups && p.OutputChannels > p.Groups && p.Axes.All(a => a.Kernel == 3),
            new() { Group = (p, c) => Math.Min(c, p.Groups - 1), Result = (p, at, value) => at[1] >= p.Groups ? 0 : value }),

        new("winograd-grid-no-G", "channels", "the grid of a Winograd kernel leaves the groups out",
            "ROCm/MIOpen#3744", "g2mb1ic2ih3iw3oc2kh3kw3",
            p => p.Groups > 1 && WinogradFaults.IsPlain(p),
            new() { Result = (p, at, value) => at[1] >= p.OutputChannelsPerGroup ? 0 : value }),

        new("bias-group0", "bias", "every group gets the bias of the first",
            "robertknight/rten#1408", "bias g2mb1ic2iw1oc2kw1",
            p => p.Groups > 1, new() { BiasChannel = (p, c) => c % p.OutputChannelsPerGroup }),
    ];
}
