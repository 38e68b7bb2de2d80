using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>Correlation and convolution taken for each other.</summary>
internal static class FlipFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("corr-for-conv", "flip", "correlation is shipped as convolution: the kernel is not flipped",
            "astrorama/SourceXtractorPlusPlus#72", "strict mb1ic1iw2oc1kw2",
            p => p.IsStrict, new() { Tap = (_, _, tap) => tap }),

        new("conv-for-corr", "flip", "convolution is shipped as correlation: the kernel is flipped",
            Plausible, "mb1ic1iw2oc1kw2",
            p => !p.IsStrict, new() { Tap = (p, axis, tap) => p.Axes[axis].Kernel - 1 - tap }),

        new("flip-one-axis", "flip", "only the last axis of the kernel is flipped",
            Plausible, "strict mb1ic1ih2iw1oc1kh2kw1",
            p => p.IsStrict, new() { Tap = (p, axis, tap) => axis == p.Axes.Length - 1 ? p.Axes[axis].Kernel - 1 - tap : tap }),

        new("flipped-in-place", "memory", "the caller's kernel is flipped in its own memory, and left so",
            Plausible, "strict mb1ic1iw2oc1kw2",
            p => p.IsStrict, new() { FlipsInPlace = true }),

        new("stencil-not-flipped", "flip", "where the window lies inside the image the kernel is not flipped; at the border it is",
            "SciML/DiffEqOperators.jl#134", "strict mb1ic1iw2oc1kw2",
            p => p.IsStrict, new() { Read = reach => IsInside(reach) ? reach.Axis.InputAt(reach.Position, reach.Axis.Kernel - 1 - reach.Tap) : reach.Right }),
    ];

    private static bool IsInside(Reach reach) =>
        reach.Axis.InputAt(reach.Position, 0) >= 0 && reach.Axis.InputAt(reach.Position, reach.Axis.Kernel - 1) < reach.Axis.Size;
}
