using System.Numerics.Tensors;

namespace Conformance.Tests;

/// <summary>A tensor with gaps between its elements and its axes in any order of memory.</summary>
internal sealed class StridedView
{
    private readonly nint[] lengths, strides;

    public StridedView(FormSamples samples, IReadOnlyList<nint> shape)
    {
        lengths = [.. shape];
        strides = new nint[lengths.Length];
        nint step = samples.Integer(1, 2);
        foreach (int axis in Enumerable.Range(0, lengths.Length).OrderBy(_ => samples.Integer(0, 1000)))
        {
            strides[axis] = lengths[axis] <= 1 ? 0 : step;
            step *= Math.Max(lengths[axis], 1) + samples.Integer(0, 1);
        }
        Memory = new int[step];
    }

    public int[] Memory { get; }

    public TensorSpan<int> Span => new(Memory, lengths, strides);

    public void Write(int[] values)
    {
        foreach ((int position, nint at) in Places()) Memory[at] = values[position];
    }

    public int[] Read() => [.. Places().Select(place => Memory[place.At])];

    private IEnumerable<(int Position, nint At)> Places()
    {
        int count = (int)lengths.Aggregate((nint)1, (product, length) => product * length);
        for (int position = 0; position < count; position++)
        {
            nint at = 0, rest = position;
            for (int axis = lengths.Length - 1; axis >= 0; rest /= lengths[axis], axis--)
                at += rest % lengths[axis] * strides[axis];
            yield return (position, at);
        }
    }
}
