using System.Numerics.Tensors;
using Conformance.Spec;

namespace Stranger;

/// <summary>A convolution of images as somebody writes it: two axes, no groups, in float.</summary>
public class MyConvolution : IConvolution<float>
{
    public string Name => "mine";

    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.Axes.Length != 2, "images only: two spatial axes")
        .But(problem.Groups != 1, "no groups")
        .But(problem.IsStrict, "no flipped kernels");

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        SpatialAxis rows = problem.Axes[0], columns = problem.Axes[1];
        var (down, across) = Strides(rows, columns);
        for (nint n = 0; n < problem.Batch; n++)
            for (nint o = 0; o < problem.OutputChannels; o++)
                for (nint y = 0; y < rows.Output; y++)
                    for (nint x = 0; x < columns.Output; x++)
                    {
                        float sum = problem.HasBias ? bias[o] : 0;
                        for (nint c = 0; c < problem.InputChannels; c++)
                            for (nint i = 0; i < rows.Kernel; i++)
                                for (nint j = 0; j < columns.Kernel; j++)
                                {
                                    nint row = (nint)(y * down + i * rows.Dilation - rows.PadBefore);
                                    nint column = (nint)(x * across + j * columns.Dilation - columns.PadBefore);
                                    if (row >= 0 && row < rows.Size && column >= 0 && column < columns.Size)
                                        sum += input[n, c, row, column] * weight[o, c, i, j];
                                }
                        output[n, o, y, x] = sum;
                    }
    }

    /// <summary>By how much the window moves down and across.</summary>
    protected virtual (long Down, long Across) Strides(SpatialAxis rows, SpatialAxis columns) => (rows.Stride, columns.Stride);
}

/// <summary>The same with a fault: the two strides are swapped.</summary>
public sealed class SwappedStrides : MyConvolution
{
    protected override (long Down, long Across) Strides(SpatialAxis rows, SpatialAxis columns) => (columns.Stride, rows.Stride);
}
