namespace Conformance.Forms;

/// <summary>A tensor of three to five axes read as [first, second, depth, height, width]; axes that it lacks have
/// length 1. Every access is checked against the memory of the view.</summary>
internal readonly ref struct Volume<T>(ReadOnlySpan<T> memory, ReadOnlySpan<nint> strides)
{
    private readonly ReadOnlySpan<T> memory = memory;
    private readonly VolumeStrides at = new(strides);

    public T this[long a, long b, long d, long h, long w] => memory[at.Offset(a, b, d, h, w)];
}

/// <summary>The same, written.</summary>
internal readonly ref struct MutableVolume<T>(Span<T> memory, ReadOnlySpan<nint> strides)
{
    private readonly Span<T> memory = memory;
    private readonly VolumeStrides at = new(strides);

    public T this[long a, long b, long d, long h, long w]
    {
        set => memory[at.Offset(a, b, d, h, w)] = value;
    }
}

/// <summary>Element strides of up to five axes; 0 for those that a tensor lacks.</summary>
internal readonly struct VolumeStrides(ReadOnlySpan<nint> strides)
{
    private readonly long first = strides[0];
    private readonly long second = strides[1];
    private readonly long depth = strides.Length > 4 ? strides[^3] : 0;
    private readonly long height = strides.Length > 3 ? strides[^2] : 0;
    private readonly long width = strides[^1];

    public int Offset(long a, long b, long d, long h, long w) =>
        checked((int)(a * first + b * second + d * depth + h * height + w * width));
}
