using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Conformance.Spec;

/// <summary>The memory under a strided view, as a span: from its first element to its last, gaps included.
/// Element [i, j, …] lies at i·stride₀ + j·stride₁ + …; a safe index into the span then checks every access.</summary>
public static class TensorMemory
{
    /// <summary>The memory under a view that is read.</summary>
    public static ReadOnlySpan<T> Memory<T>(this in ReadOnlyTensorSpan<T> view) => view.FlattenedLength == 0
        ? []
        : MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.AsRef(in view.GetPinnableReference()), Extent(view.Lengths, view.Strides));

    /// <summary>The memory under a view that is written.</summary>
    public static Span<T> Memory<T>(this in TensorSpan<T> view) => view.FlattenedLength == 0
        ? []
        : MemoryMarshal.CreateSpan(ref view.GetPinnableReference(), Extent(view.Lengths, view.Strides));

    /// <summary>1 + Σ(length − 1)·stride: elements from the first to the last.</summary>
    private static int Extent(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        nint last = 0;
        for (int i = 0; i < lengths.Length; i++) last += (lengths[i] - 1) * strides[i];
        return checked((int)last + 1);
    }
}
