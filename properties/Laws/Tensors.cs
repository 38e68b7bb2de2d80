namespace Conformance.Laws;

/// <summary>Dense tensors rearranged.</summary>
internal static class Tensors
{
    /// <summary>The tensor whose element at each index is the one that <paramref name="source"/> names of this one,
    /// or 0 where it names none.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The shape of both tensors.</param>
    /// <param name="source">From an index to the index that is taken; null for 0.</param>
    public static float[] Rearrange(float[] values, IEnumerable<nint> shape, Func<long[], long[]?> source)
    {
        long[] lengths = [.. shape.Select(n => (long)n)];
        var result = new float[values.Length];
        for (int i = 0; i < result.Length; i++)
            if (source(Unravel(i, lengths)) is { } from) result[i] = values[Ravel(from, lengths)];
        return result;
    }

    /// <summary>Flipped on every axis from the third on: the spatial ones.</summary>
    public static float[] Flip(float[] values, IReadOnlyList<nint> shape) => Rearrange(values, shape,
        at => [at[0], at[1], .. at.Skip(2).Select((i, axis) => shape[axis + 2] - 1 - i)]);

    public static long[] Unravel(long index, long[] shape)
    {
        var at = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--) (index, at[axis]) = Math.DivRem(index, shape[axis]);
        return at;
    }

    public static long Ravel(long[] at, long[] shape)
    {
        long index = 0;
        for (int axis = 0; axis < shape.Length; axis++) index = index * shape[axis] + at[axis];
        return index;
    }
}
