using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Torch;

/// <summary>PyTorch's aten::convolution on the CPU. Views reach it with their strides; nothing is copied on the way in.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class TorchConvolution<T>(int threads) : IConvolution<T> where T : unmanaged
{
    public string Name => "torch";

    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "aten::convolution is cross-correlation: the kernel is not flipped")
        .But(problem.Axes.Any(axis => axis.PadBefore < 0), "aten::convolution has no negative pads")
        .But(problem.Axes.Any(axis => !HasOnePad(axis)), "aten::convolution takes one pad for each axis")
        .But(problem.Axes.Any(axis => axis.Size == 0), "aten::convolution refuses an axis of size 0");

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        Support support = Supports(problem);
        if (!support.IsSupported) throw new NotSupportedException(support.Reason);
        TorchLibrary library = TorchLibrary.Instance;
        // One number for the whole process, so it is set for each run.
        if (library.SetThreads is not null) library.SetThreads(threads);
        int type = typeof(T) == typeof(float) ? library.Float32 : library.Float64;
        fixed (T* x = input, w = weight, b = bias, y = output)
        {
            using TorchTensor inputTensor = TorchTensor.OnMemory(library, x, input.Lengths, input.Strides, type);
            using TorchTensor weightTensor = TorchTensor.OnMemory(library, w, weight.Lengths, weight.Strides, type);
            using TorchTensor? biasTensor =
                problem.HasBias ? TorchTensor.OnMemory(library, b, bias.Lengths, bias.Strides, type) : null;
            using TorchTensor outputTensor = TorchTensor.OnMemory(library, y, output.Lengths, output.Strides, type);
            using TorchTensor result = Run(library, problem, inputTensor, weightTensor, biasTensor);
            // The library returns memory of its own; its own copy knows both tensors' strides.
            TorchTensor.ThrowIf(library.Copy(outputTensor.Handle, result.Handle, 0), "aoti_torch_copy_");
        }
    }

    /// <summary>Whether the pad before can stand for the pad after too: the same number of windows.</summary>
    private static bool HasOnePad(SpatialAxis axis) => (axis with { PadAfter = axis.PadBefore }).Output == axis.Output;

    /// <summary>The convolution itself; the output is the library's own.</summary>
    internal static TorchTensor Run(
        TorchLibrary library, ConvolutionProblem problem, TorchTensor input, TorchTensor weight, TorchTensor? bias)
    {
        int axes = problem.Axes.Length;
        long* strides = stackalloc long[axes];
        long* pads = stackalloc long[axes];
        long* dilations = stackalloc long[axes];
        long* outputPads = stackalloc long[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            (strides[axis], dilations[axis]) = (problem.Axes[axis].Stride, problem.Axes[axis].Dilation);
            (pads[axis], outputPads[axis]) = (problem.Axes[axis].PadBefore, 0);
        }
        nint biasHandle = bias?.Handle ?? 0;
        nint result;
        int error = library.Convolution(
            input.Handle, weight.Handle, bias is null ? null : &biasHandle, strides, axes, pads, axes, dilations, axes,
            0, outputPads, axes, problem.Groups, &result);
        TorchTensor.ThrowIf(error, "aoti_torch_cpu_convolution");
        return new TorchTensor(library, result);
    }
}
