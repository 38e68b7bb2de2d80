using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Packing;

/// <summary>
/// Weights as panels of R output channels, one after the other for each group:
/// <code>
///   panel 0                          panel 1
///   k = 0: w[0] w[1] … w[R−1]        w[R] … w[2R−1]       filters along the row,
///   k = 1: w[0] w[1] … w[R−1]        …                    terms of the window down: k = tap·(C_in/g) + channel,
///   …                                                     rows of the last panel that no filter fills are 0
/// </code>
/// Taps stand in the order of the input; strict convolution has flipped them here, once and for all.
/// </summary>
internal static class WeightPanels
{
    /// <summary>The elements of all panels of one group.</summary>
    public static long GroupSize(ConvolutionProblem problem, int rows) =>
        (problem.OutputChannelsPerGroup + rows - 1) / rows * rows * problem.WindowTerms;

    /// <summary>Packs all groups.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="weight">The memory of W: [C_out, C_in/g, k…].</param>
    /// <param name="at">Its element strides.</param>
    /// <param name="rows">R.</param>
    public static AlignedMemory<T> Pack<T>(ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes at, int rows) where T : unmanaged
    {
        var shape = new VolumeShape(problem);
        int channels = (int)problem.InputChannelsPerGroup, filters = (int)problem.OutputChannelsPerGroup;
        int depth = checked((int)problem.WindowTerms), panels = (filters + rows - 1) / rows;
        var memory = new AlignedMemory<T>(checked(GroupSize(problem, rows) * problem.Groups), "packed weight");
        Span<T> packed = memory.Span;
        for (int filter = 0; filter < problem.OutputChannels; filter++)
        {
            int inGroup = filter % filters;
            int start = (filter / filters * panels + inGroup / rows) * depth * rows + inGroup % rows;
            for (int d = 0, tap = 0; d < shape.Depth.Kernel; d++)
            {
                for (int h = 0; h < shape.Height.Kernel; h++)
                {
                    for (int w = 0; w < shape.Width.Kernel; w++, tap++)
                    {
                        int from = at.At(filter, 0, shape.Tap(shape.Depth, d), shape.Tap(shape.Height, h))
                            + shape.Tap(shape.Width, w) * at.Width;
                        for (int c = 0; c < channels; c++)
                            packed[start + (tap * channels + c) * rows] = weight[from + at.At(0, c)];
                    }
                }
            }
        }
        return memory;
    }
}
