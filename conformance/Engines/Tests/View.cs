using System.Numerics;
using System.Numerics.Tensors;

namespace Conformance.Engines.Tests;

/// <summary>A tensor in memory that is larger on every axis and has its last two axes swapped.</summary>
internal sealed class View<T> where T : unmanaged, INumber<T>
{
    private readonly nint[] _lengths;
    private readonly nint[] _strides;

    private View(T[] memory, nint[] lengths, nint[] strides) => (Memory, _lengths, _strides) = (memory, lengths, strides);

    // No convolution of these tests reaches this number.
    private static T Gap => T.CreateChecked(-999_999);

    public T[] Memory { get; }

    public TensorSpan<T> Span => new(Memory, _lengths, _strides);

    public static View<T> Of(ReadOnlyTensorSpan<T> tensor)
    {
        nint[] lengths = tensor.Lengths.ToArray(), strides = new nint[lengths.Length];
        nint stride = 2;
        // Channels last, as pictures are kept, with a gap after each row.
        int[] order = [.. Enumerable.Range(2, lengths.Length - 2).Reverse(), 0];
        strides[1] = stride;
        stride *= lengths[1] + 1;
        foreach (int axis in order)
        {
            strides[axis] = stride;
            stride *= lengths[axis] + 1;
        }
        // TensorSpan insists on stride 0 for an axis of one element.
        for (int axis = 0; axis < lengths.Length; axis++)
            if (lengths[axis] == 1) strides[axis] = 0;
        T[] memory = new T[stride];
        Array.Fill(memory, Gap);
        View<T> view = new(memory, lengths, strides);
        tensor.CopyTo(view.Span);
        return view;
    }

    public int Gaps() => Memory.Count(element => element == Gap);
}
