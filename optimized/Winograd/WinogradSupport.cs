using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>What the Winograd kernels compute.</summary>
internal static class WinogradSupport
{
    /// <summary>A dilated convolution is split into d² others; more of them than this are not worth their tables.</summary>
    private const int MaxDilation = 16;

    /// <param name="problem">The problem.</param>
    /// <param name="kernels">The kernel sizes that there are transforms for.</param>
    public static Support Of(ConvolutionProblem problem, params ReadOnlySpan<int> kernels) => Support.Yes
        .But(problem.Axes.Length != 2 || problem.Axes[0].Kernel != problem.Axes[1].Kernel || !kernels.Contains((int)problem.Axes[0].Kernel) || problem.Axes.Any(a => a.Stride != 1),
            $"winograd: a square kernel of {string.Join(" or ", kernels.ToArray())} at stride 1")
        .But(problem.Axes.Any(a => a.Dilation > MaxDilation), $"winograd: a dilation of {MaxDilation} at most")
        .But(problem.Groups != 1, "winograd: one group");
}
