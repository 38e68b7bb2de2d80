using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Suite.Memory;

namespace Conformance.Suite.Running;

/// <summary>
/// A tensor in memory of its own. As a strided view its rows lie apart, every axis has a gap, and the gaps hold NaN:
/// an engine that reads them gives NaN, one that writes them is found out.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class TensorBuffer<T> : ITensorMemory<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements before the first and after the last, which are not the tensor's.</summary>
    private const int Margin = 16;

    private readonly T[] memory;
    private readonly nint[] lengths;
    private readonly nint[] strides;
    private readonly bool isStrided;

    /// <param name="lengths">The shape.</param>
    /// <param name="strided">Whether there are gaps between elements of every axis but the last, and between rows.</param>
    /// <param name="spread">The distance of neighbours on the last axis of a strided view.</param>
    public TensorBuffer(ReadOnlySpan<nint> lengths, bool strided, int spread = 1)
    {
        (this.lengths, isStrided) = (lengths.ToArray(), strided);
        strides = new nint[lengths.Length];
        nint step = strided ? spread : 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step = (step * Math.Max(lengths[axis], 1)) + (strided ? axis + 1 : 0);
        }
        memory = Unwritten(step);
    }

    public TensorBuffer(ReadOnlySpan<nint> lengths, bool strided, T[]? values, int spread = 1)
        : this(lengths, strided, spread) => Take(values);

    /// <param name="lengths">The shape.</param>
    /// <param name="strides">How far apart neighbours on each axis lie: the axes in any order, with any gaps.</param>
    /// <param name="values">The elements, in row-major order; NaN where there are none.</param>
    public TensorBuffer(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, T[]? values = null)
    {
        (this.lengths, this.strides, isStrided) = (lengths.ToArray(), strides.ToArray(), true);
        nint length = 1;
        for (int axis = 0; axis < lengths.Length; axis++) length += Math.Max(lengths[axis] - 1, 0) * strides[axis];
        memory = Unwritten(length);
        Take(values);
    }

    /// <summary>The tensor. An empty one is a view of nothing.</summary>
    public TensorSpan<T> View => lengths.Contains(0)
        ? new TensorSpan<T>(memory.AsSpan(Margin, 0), lengths)
        : new TensorSpan<T>(memory.AsSpan(Margin, memory.Length - 2 * Margin), lengths, UsableStrides());

    public T[] ToDense()
    {
        if (!isStrided) return memory[Margin..(Margin + Count)];
        var dense = new T[Count];
        for (int i = 0; i < dense.Length; i++) dense[i] = memory[Offset(i)];
        return dense;
    }

    public bool GapsAreUntouched()
    {
        if (!isStrided) return IsNaN(memory.AsSpan(0, Margin)) && IsNaN(memory.AsSpan(Margin + Count));
        var isElement = new bool[memory.Length];
        for (int i = 0; i < Count; i++) isElement[Offset(i)] = true;
        for (int i = 0; i < memory.Length; i++)
            if (!isElement[i] && !T.IsNaN(memory[i])) return false;
        return true;
    }

    private static T[] Unwritten(nint length)
    {
        var memory = new T[checked((int)length) + 2 * Margin];
        Array.Fill(memory, T.NaN);
        return memory;
    }

    private void Take(T[]? values)
    {
        if (!isStrided) values?.CopyTo(memory, Margin);
        else for (int i = 0; i < values?.Length; i++) memory[Offset(i)] = values[i];
    }

    private static bool IsNaN(ReadOnlySpan<T> gap)
    {
        foreach (T value in gap) if (!T.IsNaN(value)) return false;
        return true;
    }

    public void Dispose() { /* It is the collector's. */ }

    private int Count => (int)lengths.Aggregate((nint)1, (count, length) => count * length);

    private int Offset(int index)
    {
        nint offset = Margin, rest = index;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            offset += rest % lengths[axis] * strides[axis];
            rest /= lengths[axis];
        }
        return (int)offset;
    }

    /// <summary>The strides as System.Numerics.Tensors wants them: 0 on an axis of length 1.</summary>
    private nint[] UsableStrides() => [.. strides.Select((stride, axis) => lengths[axis] == 1 ? 0 : stride)];
}
