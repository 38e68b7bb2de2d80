using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>What the Winograd strategies compute.</summary>
internal static class WinogradSupport
{
    public static Support Of(ConvolutionProblem problem) => Support.Yes
        .But(problem.Axes.Length != 2 || problem.Axes.Any(a => a is not { Kernel: 3, Stride: 1, Dilation: 1 }), "winograd: 3×3 at stride 1, without dilation")
        .But(problem.Groups != 1, "winograd: one group");
}
