using System.Numerics.Tensors;

namespace Conformance.Engines.Torch;

/// <summary>A tensor of libtorch. Created from a view it shares the view's memory, strides and all, which must stay
/// pinned while it lives.</summary>
internal sealed unsafe class TorchTensor : IDisposable
{
    private nint handle;

    public TorchTensor(nint handle) => this.handle = handle;

    public nint Handle => handle;

    /// <summary>A tensor over memory that somebody else holds.</summary>
    public static TorchTensor Over<T>(T* data, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides) where T : unmanaged
    {
        long[] sizes = ToLongs(lengths), steps = ToLongs(strides);
        int type = typeof(T) == typeof(float) ? LibTorch.Float32 : LibTorch.Float64;
        nint created;
        fixed (long* size = sizes, step = steps)
            Check(LibTorch.FromBlob(data, sizes.Length, size, step, 0, type, LibTorch.Cpu, 0, &created), "create a tensor");
        return new TorchTensor(created);
    }

    /// <summary>Copies the elements to a view of the same shape.</summary>
    public void CopyTo<T>(TensorSpan<T> target) where T : unmanaged
    {
        if (target.FlattenedLength == 0) return;
        void* data;
        long* strides;
        Check(LibTorch.Data(handle, &data), "give its data");
        Check(LibTorch.Strides(handle, &strides), "give its strides");
        var at = new nint[target.Rank];
        for (nint i = 0; i < target.FlattenedLength; i++)
        {
            nint rest = i;
            long offset = 0;
            for (int axis = at.Length - 1; axis >= 0; axis--)
            {
                (rest, at[axis]) = Math.DivRem(rest, target.Lengths[axis]);
                offset += at[axis] * strides[axis];
            }
            target[at] = ((T*)data)[offset];
        }
    }

    public void Dispose()
    {
        if (handle != 0) LibTorch.Delete(handle);
        handle = 0;
    }

    /// <summary>libtorch has already told the error stream why; the suite needs to know that it did.</summary>
    public static void Check(int error, string what)
    {
        if (error != 0) throw new InvalidOperationException($"libtorch refused to {what} (error {error})");
    }

    private static long[] ToLongs(ReadOnlySpan<nint> values)
    {
        var longs = new long[values.Length];
        for (int i = 0; i < longs.Length; i++) longs[i] = values[i];
        return longs;
    }
}
