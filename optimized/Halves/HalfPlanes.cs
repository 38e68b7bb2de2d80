using System.Numerics.Tensors;

namespace Conformance.Optimized.Halves;

/// <summary>The channels of an image of Half, converted from and to dense float: a whole channel at a time where its
/// elements lie without gaps, else a row, else element by element.</summary>
/// <param name="at">The element strides.</param>
/// <param name="depth">n_d.</param>
/// <param name="height">n_h.</param>
/// <param name="width">n_w.</param>
internal readonly struct HalfPlanes(Volumes at, long depth, long height, long width)
{
    private readonly bool isDense = at.IsDense(depth, height, width);

    /// <summary>n_d·n_h·n_w.</summary>
    public int Size { get; } = checked((int)(depth * height * width));

    /// <summary>How many rows there are to convert in a channel, and how long they are.</summary>
    private (int Rows, int Length) Rows => isDense ? (1, Size) : (Size / (int)width, (int)width);

    /// <summary>Converts the first channels of image n to float.</summary>
    public void Read(ReadOnlySpan<Half> memory, int n, int channels, Span<float> dense)
    {
        var (rows, length) = Rows;
        int step = length == 1 || isDense ? 1 : at.Width;
        for (int row = 0; row < channels * rows; row++)
        {
            ReadOnlySpan<Half> from = memory[Offset(n, row / rows, row % rows)..];
            Span<float> to = dense.Slice(row * length, length);
            if (step == 1) TensorPrimitives.ConvertToSingle(from[..length], to);
            else for (int i = 0; i < length; i++) to[i] = (float)from[i * step];
        }
    }

    /// <summary>Rounds float to the first channels of image n, to nearest with ties to even.</summary>
    public void Write(ReadOnlySpan<float> dense, int n, int channels, Span<Half> memory)
    {
        var (rows, length) = Rows;
        int step = length == 1 || isDense ? 1 : at.Width;
        for (int row = 0; row < channels * rows; row++)
        {
            ReadOnlySpan<float> from = dense.Slice(row * length, length);
            Span<Half> to = memory[Offset(n, row / rows, row % rows)..];
            if (step == 1) TensorPrimitives.ConvertToHalf(from, to[..length]);
            else for (int i = 0; i < length; i++) to[i * step] = (Half)from[i];
        }
    }

    private int Offset(int n, int channel, int row) => at.At(n, channel, row / (int)height, row % (int)height);
}
