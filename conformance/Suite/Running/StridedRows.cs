namespace Conformance.Suite.Running;

/// <summary>Where the elements of a strided view lie in its memory, row by row: a row is what lies along the last axis.</summary>
internal sealed class StridedRows
{
    private readonly int[] starts;
    private readonly int length, step;

    /// <param name="lengths">The shape.</param>
    /// <param name="strides">How far apart neighbours on each axis lie.</param>
    /// <param name="first">Where the first element lies.</param>
    public StridedRows(nint[] lengths, nint[] strides, int first)
    {
        (length, step) = lengths.Length == 0 ? (1, 0) : ((int)lengths[^1], (int)strides[^1]);
        starts = new int[lengths.Contains(0) ? 0 : lengths.SkipLast(1).Aggregate(1, (count, n) => count * (int)n)];
        var at = new nint[lengths.Length];
        nint offset = first;
        for (int row = 0; row < starts.Length; row++)
        {
            starts[row] = (int)offset;
            // The next row, as a counter turns: an axis that is through begins anew, and the one before it goes on.
            for (int axis = lengths.Length - 2; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++at[axis] < lengths[axis]) break;
                offset -= lengths[axis] * strides[axis];
                at[axis] = 0;
            }
        }
    }

    /// <summary>Reads the elements in row-major order.</summary>
    public void Gather<T>(T[] memory, T[] dense)
    {
        int next = 0;
        foreach (int start in starts)
            for (int i = 0; i < length; i++) dense[next++] = memory[start + i * step];
    }

    /// <summary>Writes the elements, given in row-major order.</summary>
    public void Scatter<T>(T[] dense, T[] memory)
    {
        int next = 0;
        foreach (int start in starts)
            for (int i = 0; i < length; i++) memory[start + i * step] = dense[next++];
    }

    /// <summary>Marks the elements.</summary>
    public void Mark(bool[] isElement)
    {
        foreach (int start in starts)
            for (int i = 0; i < length; i++) isElement[start + i * step] = true;
    }
}
