using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Windows;

/// <summary>
/// Weights in the order in which windows go by: terms down, kernel row by kernel row, in each channel by channel, in each tap by tap; two
/// registers of filters along.
/// <code>
///   panel 0                              panel 1
///   term 0: w[0] w[1] … w[2L−1]          w[2L] … w[4L−1]      filters that there are not are 0
///   term 1: w[0] w[1] … w[2L−1]          …
/// </code>
/// Strict convolution has flipped the taps here. The sums begin with the bias.
/// </summary>
internal sealed class WindowWeights<T> where T : unmanaged
{
    private readonly AlignedMemory<T> weights, starts;
    private readonly int depth, width, panels;

    /// <param name="problem">The problem.</param>
    /// <param name="weight">The memory of W: [C_out, C_in/g, k…].</param>
    /// <param name="at">Its element strides.</param>
    /// <param name="bias">A bias for each filter; none where the problem has none.</param>
    /// <param name="width">2·L.</param>
    public WindowWeights(ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes at, ReadOnlySpan<T> bias, int width)
    {
        int filters = (int)problem.OutputChannelsPerGroup, groups = (int)problem.Groups;
        (depth, this.width, panels) = (checked((int)problem.WindowTerms), width, (filters + width - 1) / width);
        weights = new AlignedMemory<T>((long)groups * panels * depth * width, "packed weight");
        starts = new AlignedMemory<T>((long)groups * panels * width, "bias");
        for (int filter = 0; filter < problem.OutputChannels; filter++)
        {
            (int group, int inGroup) = Math.DivRem(filter, filters);
            (int panel, int lane) = Math.DivRem(inGroup, width);
            panel += group * panels;
            if (bias.Length > 0) starts.Span[panel * width + lane] = bias[filter];
            Span<T> terms = weights.Span[(panel * depth * width + lane)..];
            Fill(terms, new VolumeShape(problem), weight[at.At(filter, 0)..], at, (int)problem.InputChannelsPerGroup);
        }
    }

    /// <summary>The panels of a group.</summary>
    public int Panels => panels;

    /// <summary>The weights of a panel.</summary>
    public Span<T> Panel(int group, int panel) => weights.Span.Slice((group * panels + panel) * depth * width, depth * width);

    /// <summary>What the sums of a panel begin with.</summary>
    public Span<T> Start(int group, int panel) => starts.Span.Slice((group * panels + panel) * width, width);

    private void Fill(Span<T> terms, VolumeShape shape, ReadOnlySpan<T> weight, in Volumes at, int channels)
    {
        int term = 0;
        for (int h = 0; h < shape.Height.Kernel; h++)
        {
            for (int c = 0; c < channels; c++)
            {
                for (int w = 0; w < shape.Width.Kernel; w++)
                    terms[term++ * width] = weight[at.At(0, c, 0, shape.Tap(shape.Height, h)) + shape.Tap(shape.Width, w) * at.Width];
            }
        }
    }
}
