using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>The mode "same", which an engine works out for itself: seen where the pads are those of the mode.</summary>
internal static class SamePaddingFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("same-ignores-dilation", "padding", "same padding is worked out for the kernel without its dilation",
            "microsoft/onnxscript#3037", "mb1ic1iw3oc1kw2dw1pw1",
            p => p.Axes.Any(IsDilatedSame),
            new()
            {
                Axis = (p, axis) => IsDilatedSame(p.Axes[axis])
                    ? p.Axes[axis] with { PadBefore = Padding.SameUpper.Resolve(p.Axes[axis] with { Dilation = 1 }).PadBefore }
                    : p.Axes[axis],
            }),

        new("same-kernel-half", "padding", "same padding is k/2 on each side: upper and lower are exchanged for even kernels",
            "root-project/root#21737", "mb1ic1iw2oc1kw2pw0qw1",
            p => p.Axes.Any(IsEvenSame),
            new() { Axis = (p, axis) => IsEvenSame(p.Axes[axis]) ? p.Axes[axis] with { PadBefore = p.Axes[axis].Kernel / 2 } : p.Axes[axis] }),

        new("same-negative-odd", "padding", "the total of same padding is not kept from being negative",
            "microsoft/onnxruntime#10086", "mb1ic1iw10oc1kw2sw5",
            p => p.Axes.Any(IsNegativeSame),
            new() { Axis = (p, axis) => IsNegativeSame(p.Axes[axis]) ? p.Axes[axis] with { PadBefore = Total(p.Axes[axis]) / 2 } : p.Axes[axis] }),
    ];

    private static bool IsUpper(SpatialAxis a) => Padding.SameUpper.Resolve(a) == a;

    private static bool IsDilatedSame(SpatialAxis a) => a is { Dilation: > 1, Kernel: > 1 } && IsUpper(a);

    private static bool IsEvenSame(SpatialAxis a) => a.Kernel % 2 == 0 && a is { Stride: 1, Dilation: 1 } && IsUpper(a);

    private static bool IsNegativeSame(SpatialAxis a) =>
        a.PadBefore == 0 && a.PadAfter <= 0 && a.Output == (a.Size + a.Stride - 1) / a.Stride && Total(a) <= -3 && Total(a) % 2 != 0;

    private static long Total(SpatialAxis a) => (a.Output - 1) * a.Stride + a.Span - a.Size;
}
