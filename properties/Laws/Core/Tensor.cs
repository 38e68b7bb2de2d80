using System.Numerics.Tensors;

namespace Conformance.Laws;

/// <summary>A dense tensor, and the rearrangements of which laws are made. Nearly all are a gather along one axis.</summary>
internal sealed class Tensor
{
    private readonly nint[] shape;

    public Tensor(float[] values, IEnumerable<nint> shape) => (Values, this.shape) = (values, [.. shape]);

    public Tensor(IEnumerable<nint> shape)
    {
        this.shape = [.. shape];
        Values = new float[Count(this.shape)];
    }

    public float[] Values { get; }

    public IReadOnlyList<nint> Shape => shape;

    public ReadOnlyTensorSpan<float> View => new(Values, shape);

    public TensorSpan<float> Target => new(Values, shape);

    /// <summary>The largest magnitude; 0 of nothing.</summary>
    public double Largest => Values.Length == 0 ? 0 : Values.Max(Math.Abs);

    /// <summary>Σ|v|.</summary>
    public double AbsoluteSum => Values.Sum(v => (double)Math.Abs(v));

    /// <summary>The tensor whose slice j along an axis is this one's slice source(j), or zero where that is none.</summary>
    public Tensor Gather(int axis, long length, Func<long, long> source)
    {
        int inner = Count(shape.AsSpan(axis + 1)), outer = Count(shape.AsSpan(0, axis));
        int mine = (int)shape[axis];
        nint[] lengths = [.. shape];
        lengths[axis] = (nint)length;
        var result = new Tensor(lengths);
        for (int j = 0; j < length; j++)
        {
            long from = source(j);
            if (from < 0 || from >= mine) continue;
            for (int o = 0; o < outer; o++)
                Array.Copy(Values, (o * mine + (int)from) * inner, result.Values, (o * (int)length + j) * inner, inner);
        }
        return result;
    }

    public Tensor Slice(int axis, long start, long count) => Gather(axis, count, j => start + j);

    public Tensor Flip(int axis) => Gather(axis, shape[axis], j => shape[axis] - 1 - j);

    /// <summary>Flipped on every axis from the third on: the spatial ones.</summary>
    public Tensor FlipSpatial() => Enumerable.Range(2, shape.Length - 2).Aggregate(this, (t, axis) => t.Flip(axis));

    public Tensor Permute(int axis, IReadOnlyList<long> order) => Gather(axis, order.Count, j => order[(int)j]);

    /// <summary>This one, then the other along an axis.</summary>
    public Tensor Concat(int axis, Tensor other)
    {
        long mine = shape[axis], all = mine + other.shape[axis];
        Tensor left = Gather(axis, all, j => j < mine ? j : -1), right = other.Gather(axis, all, j => j - mine);
        return left.Combine(right, (a, b) => a + b);
    }

    /// <summary>The last two axes exchanged.</summary>
    public Tensor SwapLastAxes()
    {
        int rows = (int)shape[^2], columns = (int)shape[^1], outer = Count(shape.AsSpan(0, shape.Length - 2));
        var result = new Tensor([.. shape[..^2], shape[^1], shape[^2]]);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                    result.Values[(o * columns + j) * rows + i] = Values[(o * rows + i) * columns + j];
            }
        }
        return result;
    }

    /// <summary>The same elements under another shape.</summary>
    public Tensor Reshape(IEnumerable<nint> lengths) => new(Values, lengths);

    public Tensor Map(Func<float, float> f) => new([.. Values.Select(f)], shape);

    public Tensor Combine(Tensor other, Func<float, float, float> f)
    {
        var result = new Tensor(shape);
        for (int i = 0; i < Values.Length; i++) result.Values[i] = f(Values[i], other.Values[i]);
        return result;
    }

    public Tensor Copy() => new([.. Values], shape);

    /// <summary>The coordinates of an element, as a report prints them.</summary>
    public string ShowIndex(int index) => $"[{string.Join(", ", Unravel(index))}]";

    public string ShowShape() => $"[{string.Join(", ", shape)}]";

    public long[] Unravel(long index)
    {
        var at = new long[shape.Length];
        for (int axis = at.Length - 1; axis >= 0; axis--) (index, at[axis]) = Math.DivRem(index, (long)shape[axis]);
        return at;
    }

    private static int Count(ReadOnlySpan<nint> lengths)
    {
        nint count = 1;
        foreach (nint length in lengths) count *= length;
        return checked((int)count);
    }
}
