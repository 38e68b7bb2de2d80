using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Conformance.Catalog;

/// <summary>
/// Row-major memory for libraries that know nothing else. A tensor that is row-major already is passed as it stands, so
/// that the library itself reads and writes the caller's memory; any other view is copied.
/// </summary>
public static class DenseTensor
{
    /// <summary>The elements in row-major order: the tensor's own memory, or a copy of a view.</summary>
    public static ReadOnlySpan<T> Read<T>(ReadOnlyTensorSpan<T> tensor)
    {
        if (tensor.IsEmpty) return [];
        if (IsRowMajor(tensor))
            return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
        return Copy(tensor);
    }

    /// <summary>The elements in row-major order, always as a copy.</summary>
    public static T[] Copy<T>(ReadOnlyTensorSpan<T> tensor)
    {
        T[] copy = new T[checked((int)tensor.FlattenedLength)];
        if (copy.Length > 0) tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>Where to write the elements in row-major order: the tensor's own memory, or an array that
    /// <see cref="Finish{T}"/> copies into the view afterwards.</summary>
    public static Span<T> Write<T>(TensorSpan<T> tensor)
    {
        if (tensor.IsEmpty) return [];
        int length = checked((int)tensor.FlattenedLength);
        return IsRowMajor<T>(tensor)
            ? MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), length)
            : new T[length];
    }

    /// <summary>Copies what was written to the memory of <see cref="Write{T}"/> into the view.</summary>
    public static void Finish<T>(ReadOnlySpan<T> written, TensorSpan<T> tensor)
    {
        if (tensor.IsEmpty || IsRowMajor<T>(tensor)) return;
        new ReadOnlyTensorSpan<T>(written, tensor.Lengths).CopyTo(tensor);
    }

    /// <summary>Whether the last axis runs fastest and there are no gaps.</summary>
    public static bool IsRowMajor<T>(ReadOnlyTensorSpan<T> tensor)
    {
        nint expected = 1;
        for (int axis = tensor.Rank - 1; axis >= 0; axis--)
        {
            // The stride of an axis of one element is never used, and TensorSpan stores 0 there.
            if (tensor.Lengths[axis] != 1 && tensor.Strides[axis] != expected) return false;
            expected *= tensor.Lengths[axis];
        }
        return true;
    }
}
