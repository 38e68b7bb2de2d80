using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Plugins;

/// <summary>Calls a native library. Views that it does not take are copied.</summary>
internal unsafe class NativeConvolution<T>(string name, NativePlugin plugin, nint forward) : IConvolution<T> where T : unmanaged
{
    public string Name => name;

    protected NativePlugin Plugin => plugin;

    public Support Supports(ConvolutionProblem problem) => Ask(NativeProblem.From(problem, 8 * sizeof(T)));

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check(problem, input, weight, bias, output);
        NativeProblem native = NativeProblem.From(problem, 8 * sizeof(T));
        native.InputStride = NativeStrides.From(input.Strides);
        native.WeightStride = NativeStrides.From(weight.Strides);
        native.BiasStride = problem.HasBias ? bias.Strides[0] : 0;
        native.OutputStride = NativeStrides.From(output.Strides);
        bool isDense = DenseTensor.IsRowMajor(input) && DenseTensor.IsRowMajor(weight) && DenseTensor.IsRowMajor(bias) && DenseTensor.IsRowMajor<T>(output);
        if (isDense || Ask(native).IsSupported)
        {
            if (isDense) native = NativeProblem.From(problem, 8 * sizeof(T));
            Call(native, Memory(input), Memory(weight), Memory(bias), MemoryOf(output));
            return;
        }
        Span<T> dense = DenseTensor.Write(output);
        Call(NativeProblem.From(problem, 8 * sizeof(T)), DenseTensor.Read(input), DenseTensor.Read(weight), DenseTensor.Read(bias), dense);
        DenseTensor.Finish(dense, output);
    }

    protected static ReadOnlySpan<T> Memory(in ReadOnlyTensorSpan<T> tensor) => tensor.Memory();

    private static Span<T> MemoryOf(in TensorSpan<T> tensor) => tensor.Memory();

    private Support Ask(NativeProblem native) =>
        plugin.Supports(&native) is not null and var reason
            ? Support.No(Marshal.PtrToStringUTF8((nint)reason) is { Length: > 0 } text ? text : "no reason given")
            : Support.Yes;

    private void Call(NativeProblem native, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output)
    {
        fixed (T* x = input, w = weight, b = bias, y = output)
        {
            int error = ((delegate* unmanaged<NativeProblem*, T*, T*, T*, T*, int>)forward)(&native, x, w, b, y);
            if (error != 0) throw new InvalidOperationException($"convolution_forward returned {error}");
        }
    }
}

/// <summary>A native library that packs weights.</summary>
internal sealed unsafe class PreparableNative<T>(string name, NativePlugin plugin, nint forward)
    : NativeConvolution<T>(name, plugin, forward), IPreparableConvolution<T> where T : unmanaged
{
    public IPreparedConvolution<T> Prepare(ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        NativeProblem native = NativeProblem.From(problem, 8 * sizeof(T));
        fixed (T* w = DenseTensor.Read(weight), b = DenseTensor.Read(bias))
        {
            void* prepared = Plugin.Prepare(&native, w, b);
            return prepared is null ? throw new InvalidOperationException("convolution_prepare returned NULL") : new Prepared(Plugin, problem, prepared);
        }
    }

    private sealed class Prepared(NativePlugin plugin, ConvolutionProblem problem, void* handle) : IPreparedConvolution<T>
    {
        private void* handle = handle;

        public void Run(ReadOnlyTensorSpan<T> input, TensorSpan<T> output)
        {
            TensorShapes.CheckInput(problem, input);
            TensorShapes.CheckOutput<T>(problem, output);
            Span<T> dense = DenseTensor.Write(output);
            fixed (T* x = DenseTensor.Read(input), y = dense)
            {
                int error = plugin.Run(handle, x, y);
                if (error != 0) throw new InvalidOperationException($"convolution_run returned {error}");
            }
            DenseTensor.Finish(dense, output);
        }

        public void Dispose()
        {
            if (handle is not null) plugin.Free(handle);
            handle = null;
        }
    }
}
