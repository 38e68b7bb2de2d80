using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Conformance.Suite.Cases;
using Conformance.Torch;

namespace Conformance.Bench.Peers;

/// <summary>libtorch: tensors over memory that is there; its output is its own.</summary>
internal sealed unsafe class TorchContender : IContender
{
    private readonly CaseData<float> data;
    private readonly GCHandle[] pinned;
    private readonly TorchTensor x, w;
    private readonly TorchTensor? b;
    private TorchTensor? result;

    public TorchContender(CaseData<float> data, int threads)
    {
        this.data = data;
        pinned = [Pin(data.Input), Pin(data.Weight), Pin(data.Bias)];
        x = Over(data.Input, data.Problem.InputShape.AsSpan());
        w = Over(data.Weight, data.Problem.WeightShape.AsSpan());
        b = data.Problem.HasBias ? Over(data.Bias, data.Problem.BiasShape.AsSpan()) : null;
        Library.SetThreads(threads);
    }

    public void Execute()
    {
        result?.Dispose();
        result = TorchConvolution<float>.Run(Library, data.Problem, x, w, b);
    }

    public float[] Result()
    {
        var output = new float[data.Problem.OutputCount];
        GCHandle handle = Pin(output);
        using TorchTensor target = Over(output, data.Problem.OutputShape.AsSpan());
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

    private static TorchTensor Over(float[] values, ReadOnlySpan<nint> shape)
    {
        var view = new ReadOnlyTensorSpan<float>(values, shape);
        return TorchTensor.OnMemory(Library, (void*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0), view.Lengths, view.Strides, Library.Float32);
    }
}
