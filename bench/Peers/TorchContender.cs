using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Conformance.Spec;
using Conformance.Torch;

namespace Conformance.Bench.Peers;

/// <summary>libtorch: tensors over memory that is there; its output is its own.</summary>
internal sealed unsafe class TorchContender : IContender
{
    private readonly LayerData data;
    private readonly GCHandle[] pinned;
    private readonly TorchTensor x, w;
    private readonly TorchTensor? b;
    private TorchTensor? result;

    /// <param name="data">The layer.</param>
    /// <param name="channelsLast">Whether the channels of a pixel stand side by side; the library takes the order of the
    /// strides as the wish to compute in it, and answers in it.</param>
    /// <param name="threads">How many threads it may use.</param>
    public TorchContender(LayerData data, bool channelsLast, int threads)
    {
        this.data = data;
        float[] input = channelsLast ? ChannelsLast.Reorder(data.Input, data.Problem.InputShape) : data.Input;
        float[] weight = channelsLast ? ChannelsLast.Reorder(data.Weight, data.Problem.WeightShape) : data.Weight;
        pinned = [Pin(input), Pin(weight), Pin(data.Bias)];
        x = Over(input, data.Problem.InputShape, channelsLast);
        w = Over(weight, data.Problem.WeightShape, channelsLast);
        b = data.Problem.HasBias ? Over(data.Bias, data.Problem.BiasShape, false) : null;
        Library.SetThreads(threads);
    }

    public static bool Supports(ConvolutionProblem problem) => new TorchConvolution<float>(1).Supports(problem).IsSupported;

    /// <summary>With one channel both orders are the same memory.</summary>
    public static bool SupportsChannelsLast(ConvolutionProblem problem) =>
        Supports(problem) && problem is { Axes.Length: 2, InputChannels: > 1 };

    public void Execute()
    {
        result?.Dispose();
        result = TorchConvolution<float>.Run(Library, data.Problem, x, w, b);
    }

    public float[] Result()
    {
        var output = new float[data.Problem.OutputCount];
        GCHandle handle = Pin(output);
        using TorchTensor target = Over(output, data.Problem.OutputShape, false);
        TorchTensor.ThrowIf(Library.Copy(target.Handle, result!.Handle, 0), "aoti_torch_copy_");
        handle.Free();
        return output;
    }

    public void Dispose()
    {
        foreach (TorchTensor? tensor in new[] { x, w, b, result }) tensor?.Dispose();
        foreach (GCHandle handle in pinned) handle.Free();
    }

    private static TorchLibrary Library => TorchLibrary.Instance;

    private static GCHandle Pin(float[] values) => GCHandle.Alloc(values, GCHandleType.Pinned);

    private static TorchTensor Over(float[] values, ImmutableArray<nint> shape, bool channelsLast) => TorchTensor.OnMemory(
        Library, (void*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0), shape.AsSpan(),
        channelsLast ? ChannelsLast.Strides(shape) : ChannelsLast.PlainStrides(shape), Library.Float32);
}
