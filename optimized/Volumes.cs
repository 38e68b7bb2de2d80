namespace Conformance.Optimized;

/// <summary>The element strides of a tensor as [first, second, depth, height, width].</summary>
internal readonly struct Volumes
{
    private readonly int first, second, depth, height;

    public Volumes(ReadOnlySpan<nint> strides)
    {
        (first, second, Width) = (checked((int)strides[0]), checked((int)strides[1]), checked((int)strides[^1]));
        height = strides.Length > 3 ? checked((int)strides[^2]) : 0;
        depth = strides.Length > 4 ? checked((int)strides[^3]) : 0;
    }

    private Volumes(int first, int second) => (this.first, this.second, Width) = (first, second, 1);

    /// <summary>The stride of the innermost axis.</summary>
    public int Width { get; }

    /// <summary>The stride of the second axis: the channels.</summary>
    public int Channel => second;

    /// <summary>The offset of a row.</summary>
    public int At(int a, int b, int d = 0, int h = 0) => a * first + b * second + d * depth + h * height;

    /// <summary>Whether the spatial elements of a channel lie one after the other. An axis of length 1 is without effect:
    /// its stride may be anything.</summary>
    public bool IsDense(long depths, long heights, long widths) =>
        (widths == 1 || Width == 1) && (heights == 1 || height == widths) && (depths == 1 || depth == heights * widths);

    /// <summary>The strides of the same tensor with its spatial axes made one.</summary>
    public Volumes AsLine() => new(first, second);
}
