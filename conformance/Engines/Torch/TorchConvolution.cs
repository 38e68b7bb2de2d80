using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Engines.Torch;

/// <summary>at::convolution on the CPU, one thread. Views are passed with their strides.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class TorchConvolution<T> : IConvolution<T> where T : unmanaged
{
    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "at::convolution is a cross-correlation")
        .But(problem.Axes.Any(a => a.PadBefore < 0), "at::convolution has no negative padding")
        .But(problem.Axes.Any(a => !HasOnePad(a)), "at::convolution has one padding for both sides of an axis");

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        if (Supports(problem) is { IsSupported: false } no) throw new NotSupportedException(no.Reason);
        fixed (T* x = &input.GetPinnableReference(), w = &weight.GetPinnableReference(), b = &bias.GetPinnableReference())
        {
            using TorchTensor tx = TorchTensor.Over(x, input.Lengths, input.Strides);
            using TorchTensor tw = TorchTensor.Over(w, weight.Lengths, weight.Strides);
            using TorchTensor? tb = problem.HasBias ? TorchTensor.Over(b, bias.Lengths, bias.Strides) : null;
            using TorchTensor result = Convolve(problem, tx, tw, tb);
            result.CopyTo(output);
        }
    }

    /// <summary>The convolution itself; the output is libtorch's own.</summary>
    internal static TorchTensor Convolve(ConvolutionProblem problem, TorchTensor input, TorchTensor weight, TorchTensor? bias)
    {
        int axes = problem.Axes.Length;
        long[] strides = [.. problem.Axes.Select(a => a.Stride)], pads = [.. problem.Axes.Select(a => a.PadBefore)];
        long[] dilations = [.. problem.Axes.Select(a => a.Dilation)], none = new long[axes];
        nint biasHandle = bias?.Handle ?? 0, result;
        fixed (long* stride = strides, pad = pads, dilation = dilations, outputPad = none)
        {
            TorchTensor.Check(LibTorch.Convolution(
                input.Handle, weight.Handle, bias is null ? null : &biasHandle, stride, axes, pad, axes, dilation, axes,
                0, outputPad, axes, problem.Groups, &result), "convolve");
        }
        return new TorchTensor(result);
    }

    /// <summary>Whether the pad before can stand for the pad after too: the same number of windows.</summary>
    private static bool HasOnePad(SpatialAxis axis) => (axis with { PadAfter = axis.PadBefore }).Output == axis.Output;
}
