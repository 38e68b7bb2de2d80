using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Explicit pads.</summary>
internal static class PaddingFaults
{
    private const long Lanes = 8;

    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("pads-swapped", "padding", "the pads of height and width are swapped",
            Plausible, "mb1ic1ih1iw1oc1kh1kw1ph1",
            p => p.Axes.Length > 1,
            new() { Axis = (p, axis) => p.Axes[axis] with { PadBefore = p.Axes[GeometryFaults.Other(p, axis)].PadBefore } }),

        new("pad-after-for-before", "padding", "the pad after an axis is used as the pad before it",
            Plausible, "mb1ic1iw1oc1kw1pw1qw0",
            p => p.Axes.Any(a => a.PadBefore != a.PadAfter), new() { Axis = (p, axis) => p.Axes[axis] with { PadBefore = p.Axes[axis].PadAfter } }),

        new("edge-padding", "padding", "the border is padded with its nearest element instead of zero",
            Plausible, "mb1ic1iw1oc1kw1pw1qw0",
            p => p.Axes.All(a => a.Size > 0), new() { Read = reach => Math.Clamp(reach.At, 0, reach.Axis.Size - 1) }),

        new("boundary-from-tile", "padding", "where the border begins is taken from the width of a tile: one output too late on the left, one too early on the right",
            "modular/modular#6712", "mb1ic1iw16oc1kw8pw7",
            p => p.Axes[^1] is { Kernel: 8, PadBefore: 7, PadAfter: 7, Stride: 1, Dilation: 1 } && p.Axes[^1].Size > 0 && p.Axes[^1].Size % 16 == 0,
            new() { Read = ReadAtTileBoundary }),

        new("clamp-then-add", "padding", "max(o·s − p, 0) is taken before the tap is added: the rows of the border are shifted",
            "PaddlePaddle/Paddle#75141", "mb1ic1ih1iw1oc1kh2kw1ph1",
            p => p.Axes.Length > 1 && p.Axes[^2].PadBefore == 1,
            new()
            {
                Read = reach => reach.AxisIndex == reach.Problem.Axes.Length - 2
                    ? reach.Inside(Math.Max(reach.Axis.InputAt(reach.Position, 0), 0) + reach.Tap * reach.Axis.Dilation)
                    : reach.Right,
            }),

        new("bounds-by-output", "padding", "the input coordinate is compared with the output's size",
            "google/XNNPACK#7631", "mb1ic1iw3oc1kw3sw2pw1",
            p => p.Axes.Any(a => (a.PadBefore > 0 || a.PadAfter > 0) && a.Output != a.Size),
            new() { Read = reach => reach.At < reach.Axis.Output ? reach.Right : null }),

        new("pad-order-tblr", "padding", "[top, bottom, left, right] is read as [top, left, bottom, right]",
            "rustnn/rustnn#27", "mb1ic1ih1iw1oc1kh1kw1ph0pw0qh1qw0",
            p => p.Axes.Length == 2 && p.Axes.Any(a => a.PadBefore != a.PadAfter),
            new() { Axis = (p, axis) => axis == 1 ? p.Axes[1] with { PadBefore = p.Axes[0].PadAfter } : p.Axes[0] }),

        new("negative-low-pad", "padding", "\"has padding?\" tests for positive numbers, so a crop before runs without padding",
            "openxla/xla#48713", "mb1ic1iw6oc1kw1pw-5qw1",
            p => p.Axes.All(a => a.Kernel == 1 && a.PadBefore <= 0) && p.Axes.Any(a => a.PadBefore < 0),
            new() { Axis = (p, axis) => p.Axes[axis] with { PadBefore = 0 } }),

        new("both-pads-one-vector", "padding", "left and right pad lie in one vector, and the second mask overwrites the first",
            Plausible, "mb1ic1iw1oc1kw2pw1",
            p => p.Axes[^1] is { Size: > 0 and < Lanes, PadBefore: > 0, PadAfter: > 0, Stride: 1 },
            new() { Read = reach => reach.IsLast && reach.At < 0 ? reach.Inside(reach.At + reach.Axis.Size) : reach.Right }),
    ];

    private static long? ReadAtTileBoundary(Reach reach)
    {
        if (!reach.IsLast) return reach.Right;
        if (reach.Position == reach.Axis.PadBefore - 1 && reach.At == -1) return 0;
        return reach.Position == reach.Axis.Size && reach.At == reach.Axis.Size ? reach.Axis.Size - 1 : reach.Right;
    }
}
