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

    /// <summary>Where the elements of a strided view lie; null where they lie one after the other.</summary>
    private readonly StridedRows? rows;

    /// <param name="lengths">The shape.</param>
    /// <param name="strided">Whether there are gaps between elements of every axis but the last, and between rows.</param>
    /// <param name="spread">The distance of neighbours on the last axis of a strided view.</param>
    public TensorBuffer(ReadOnlySpan<nint> lengths, bool strided, int spread = 1)
    {
        this.lengths = lengths.ToArray();
        strides = new nint[lengths.Length];
        nint step = strided ? spread : 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step = (step * Math.Max(lengths[axis], 1)) + (strided ? axis + 1 : 0);
        }
        memory = Unwritten(step);
        if (strided) rows = new StridedRows(this.lengths, strides, Margin);
    }

    public TensorBuffer(ReadOnlySpan<nint> lengths, bool strided, T[]? values, int spread = 1)
        : this(lengths, strided, spread) => Take(values);

    /// <param name="lengths">The shape.</param>
    /// <param name="strides">How far apart neighbours on each axis lie: the axes in any order, with any gaps.</param>
    /// <param name="values">The elements, in row-major order; NaN where there are none.</param>
    public TensorBuffer(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, T[]? values = null)
    {
        (this.lengths, this.strides) = (lengths.ToArray(), strides.ToArray());
        nint length = 1;
        for (int axis = 0; axis < lengths.Length; axis++) length += Math.Max(lengths[axis] - 1, 0) * strides[axis];
        memory = Unwritten(length);
        rows = new StridedRows(this.lengths, this.strides, Margin);
        Take(values);
    }

    /// <summary>The tensor. An empty one is a view of nothing.</summary>
    public TensorSpan<T> View => lengths.Contains(0)
        ? new TensorSpan<T>(memory.AsSpan(Margin, 0), lengths)
        : new TensorSpan<T>(memory.AsSpan(Margin, memory.Length - 2 * Margin), lengths, UsableStrides());

    public T[] ToDense()
    {
        if (rows is null) return memory[Margin..(Margin + Count)];
        var dense = new T[Count];
        rows.Gather(memory, dense);
        return dense;
    }

    public bool GapsAreUntouched()
    {
        if (rows is null) return IsNaN(memory.AsSpan(0, Margin)) && IsNaN(memory.AsSpan(Margin + Count));
        var isElement = new bool[memory.Length];
        rows.Mark(isElement);
        for (int i = 0; i < memory.Length; i++)
            if (!isElement[i] && !T.IsNaN(memory[i])) return false;
        return true;
    }

    private static T[] Unwritten(nint length)
    {
        T[] memory = GC.AllocateUninitializedArray<T>(checked((int)length) + 2 * Margin);
        Array.Fill(memory, T.NaN);
        return memory;
    }

    private void Take(T[]? values)
    {
        if (values is null) return;
        if (rows is null) values.CopyTo(memory, Margin);
        else rows.Scatter(values, memory);
    }

    private static bool IsNaN(ReadOnlySpan<T> gap)
    {
        foreach (T value in gap) if (!T.IsNaN(value)) return false;
        return true;
    }

    public void Dispose() { /* It is the collector's. */ }

    private int Count => (int)lengths.Aggregate((nint)1, (count, length) => count * length);

    /// <summary>The strides as System.Numerics.Tensors wants them: 0 on an axis of length 1.</summary>
    private nint[] UsableStrides() => [.. strides.Select((stride, axis) => lengths[axis] == 1 ? 0 : stride)];
}
