using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>
/// Direct convolution, a row of the output at a time: each tap of the kernel adds its multiple of a shifted row of the
/// input. How a row is added is left to the strategy.
/// </summary>
/// <typeparam name="T">Half, float or double.</typeparam>
/// <param name="name">The strategy's name.</param>
public abstract class RowConvolution<T>(string name) : IConvolution<T>, IRunsKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public virtual string Kernel => name;

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        if (output.FlattenedLength == 0) return;
        var shape = new VolumeShape(problem);
        // x: [N, C_in, n_d, n_h, n_w]   w: [C_out, C_in/g, k_d, k_h, k_w]   y: [N, C_out, o_d, o_h, o_w]
        var x = new Volumes(input.Strides);
        var w = new Volumes(weight.Strides);
        var y = new Volumes(output.Strides);
        ReadOnlySpan<T> xs = input.Memory(), ws = weight.Memory(), bs = bias.Memory();
        Span<T> ys = output.Memory();
        int biasStride = problem.HasBias ? (int)bias.Strides[0] : 0, width = (int)shape.Width.Output;
        // A row whose elements lie apart is summed elsewhere and then written.
        bool inPlace = y.Width == 1 || width == 1;
        Span<T> apart = inPlace ? [] : Scratch<T>.Mine.Tile(width)[..(width)];
        for (int n = 0; n < problem.Batch; n++)
        {
            for (int oc = 0; oc < problem.OutputChannels; oc++)
            {
                int firstChannel = oc / (int)problem.OutputChannelsPerGroup * (int)problem.InputChannelsPerGroup;
                for (int od = 0; od < shape.Depth.Output; od++)
                {
                    for (int oh = 0; oh < shape.Height.Output; oh++)
                    {
                        Span<T> target = ys[y.At(n, oc, od, oh)..];
                        Span<T> row = inPlace ? target[..width] : apart;
                        row.Fill(problem.HasBias ? bs[oc * biasStride] : T.Zero);
                        for (int ic = 0; ic < problem.InputChannelsPerGroup; ic++)
                            AddPlane(shape, xs[x.At(n, firstChannel + ic)..], x, ws[w.At(oc, ic)..], w, od, oh, row);
                        if (inPlace) continue;
                        for (int ow = 0; ow < width; ow++) target[ow * y.Width] = row[ow];
                    }
                }
            }
        }
    }

    /// <summary>row[i] += weight·input[i·step].</summary>
    private protected abstract void MultiplyAdd(Span<T> row, ReadOnlySpan<T> input, int step, T weight);

    /// <summary>Adds what one input channel gives to one row of the output.</summary>
    private void AddPlane(
        VolumeShape shape, ReadOnlySpan<T> x, Volumes xAt, ReadOnlySpan<T> w, Volumes wAt, int od, int oh, Span<T> row)
    {
        for (int kd = 0; kd < shape.Depth.Kernel; kd++)
        {
            long id = shape.Depth.InputAt(od, kd);
            if (id < 0 || id >= shape.Depth.Size) continue;
            for (int kh = 0; kh < shape.Height.Kernel; kh++)
            {
                long ih = shape.Height.InputAt(oh, kh);
                if (ih < 0 || ih >= shape.Height.Size) continue;
                ReadOnlySpan<T> inputRow = x[xAt.At(0, 0, (int)id, (int)ih)..];
                for (int kw = 0; kw < shape.Width.Kernel; kw++)
                {
                    T tap = w[wAt.At(0, 0, shape.Tap(shape.Depth, kd), shape.Tap(shape.Height, kh))
                        + shape.Tap(shape.Width, kw) * wAt.Width];
                    AddTap(row, inputRow, xAt.Width, tap, shape.Width, kw);
                }
            }
        }
    }

    /// <summary>row[o] += weight·input[o·s − p + tap·d], for every o whose input lies in the row.</summary>
    private void AddTap(Span<T> row, ReadOnlySpan<T> input, int step, T weight, SpatialAxis axis, int tap)
    {
        long start = axis.InputAt(0, tap);
        // The first o with o·s + start ≥ 0, and the first with o·s + start ≥ n.
        long first = Math.Max(VolumeShape.DivideUp(-start, axis.Stride), 0);
        long end = Math.Min(VolumeShape.DivideUp(axis.Size - start, axis.Stride), row.Length);
        if (first >= end) return;
        int count = (int)(end - first), at = (int)(start + first * axis.Stride) * step;
        MultiplyAdd(row.Slice((int)first, count), input[at..], count == 1 ? 1 : (int)axis.Stride * step, weight);
    }
}
