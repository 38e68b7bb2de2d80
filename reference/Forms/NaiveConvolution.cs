using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// The general layer, written as its formula over batch, groups, one to three spatial axes, stride, dilation and pads:
/// <para>Y[n, c, o…] = b[c] + Σ_j Σ_a… W[c, j, a…] · X[n, γ·C_in/g + j, o·s − p + a·d…], γ = ⌊c/(C_out/g)⌋,</para>
/// where X is zero outside the input, and strict convolution reads W[c, j, k − 1 − a…] instead.
/// Fewer axes are a special case: 1-D is 2-D with height 1, 2-D is 3-D with depth 1.
/// Source: Zhang et al., Dive into Deep Learning, ch. 7; groups and dilation as in the ONNX operator Conv.
/// </summary>
/// <typeparam name="T">Any number type with exact or rounded + and ·.</typeparam>
public sealed class NaiveConvolution<T> : IConvolution<T> where T : INumberBase<T>
{
    private static readonly SpatialAxis Flat = new(Size: 1, Kernel: 1);

    /// <inheritdoc/>
    public string Name => "naive";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        var axes = problem.Axes;
        SpatialAxis depth = axes.Length > 2 ? axes[^3] : Flat, height = axes.Length > 1 ? axes[^2] : Flat, width = axes[^1];
        var x = new Volume<T>(input.Memory(), input.Strides); // [N, C_in, n_d, n_h, n_w]
        var w = new Volume<T>(weight.Memory(), weight.Strides); // [C_out, C_in/g, k_d, k_h, k_w]
        var y = new MutableVolume<T>(output.Memory(), output.Strides); // [N, C_out, o_d, o_h, o_w]
        for (int n = 0; n < problem.Batch; n++)
        for (int c = 0; c < problem.OutputChannels; c++)
        for (int i = 0; i < depth.Output; i++)
        for (int j = 0; j < height.Output; j++)
        for (int k = 0; k < width.Output; k++)
        {
            T sum = problem.HasBias ? bias[c] : T.Zero;
            long firstChannel = c / problem.OutputChannelsPerGroup * problem.InputChannelsPerGroup;
            for (long channel = 0; channel < problem.InputChannelsPerGroup; channel++)
            for (long a = 0; a < depth.Kernel; a++)
            for (long b = 0; b < height.Kernel; b++)
            for (long e = 0; e < width.Kernel; e++)
            {
                long id = depth.InputAt(i, a), ih = height.InputAt(j, b), iw = width.InputAt(k, e);
                if (!Holds(depth, id) || !Holds(height, ih) || !Holds(width, iw)) continue; // zero padding
                T tap = problem.IsStrict
                    ? w[c, channel, depth.Kernel - 1 - a, height.Kernel - 1 - b, width.Kernel - 1 - e]
                    : w[c, channel, a, b, e];
                sum += tap * x[n, firstChannel + channel, id, ih, iw];
            }
            y[n, c, i, j, k] = sum;
        }
    }

    private static bool Holds(SpatialAxis axis, long coordinate) => coordinate >= 0 && coordinate < axis.Size;
}
