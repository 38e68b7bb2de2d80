using Conformance.Optimized.Rows;
using Conformance.Spec;

namespace Conformance.Optimized.Windows;

/// <summary>
/// How windows read their input: where the first tap of a position and the terms from it on lie, and which positions of a segment have no input
/// in a term. What lies beside the image is neither read nor multiplied.
/// <code>
///   3×3, padding 1, a row of 14 in place:   segment 0: kw = 0: · x x x x x x    kw = 1: all    kw = 2: all
///                                           segment 1: kw = 0: all              kw = 1: all    kw = 2: x x x x x x ·
/// </code>
/// Of 14×14 that is a twentieth of all products, beside the twentieth of <see cref="RowTerms"/>.
/// </summary>
internal sealed class WindowLayout
{
    private readonly int[] taps;
    private readonly byte[]?[] beside;
    private readonly byte[] none;
    private readonly int rowPitch;

    private WindowLayout(SegmentList segments, int rowPitch, int step, IEnumerable<int> taps, byte[]?[] beside)
    {
        (Segments, this.rowPitch, Step, this.beside, this.taps) = (segments, rowPitch, step, beside, TapList.Of(taps));
        none = beside.Any(terms => terms is not null) ? new byte[this.taps.Length - TapList.Ahead] : [];
    }

    /// <summary>The positions, in segments.</summary>
    public SegmentList Segments { get; }

    /// <summary>The distance of the inputs of two neighbours in a row, 1 or 2.</summary>
    public int Step { get; }

    /// <summary>1×1 on dense channels: all positions are one line.</summary>
    /// <param name="positions">The positions.</param>
    /// <param name="channels">C_in/g.</param>
    /// <param name="segment">The positions of a segment.</param>
    public static WindowLayout Line(int positions, int channels, int segment)
    {
        var segments = new SegmentList(positions, segment);
        return new WindowLayout(segments, rowPitch: 0, step: 1, Enumerable.Range(0, channels).Select(c => c * positions), new byte[]?[segments.PerRow]);
    }

    /// <summary>Copies in which the padding is written out.</summary>
    /// <param name="planes">The planes of a channel.</param>
    /// <param name="channelSize">The distance of two channels.</param>
    /// <param name="channels">C_in/g.</param>
    /// <param name="segment">The positions of a segment.</param>
    public static WindowLayout Copied<T>(PaddedPlanes<T> planes, int channelSize, int channels, int segment) where T : unmanaged
    {
        var segments = new SegmentList((int)planes.Width.Output, segment);
        IEnumerable<int> taps = Terms(planes.Height, channels, planes.Width).Select(term => term.Channel * channelSize + planes.TapOffset(term.Row, term.Column));
        return new WindowLayout(segments, planes.RowStart(1), (int)planes.Width.Stride / planes.Runs, taps, new byte[]?[segments.PerRow]);
    }

    /// <summary>A dense image as it lies.</summary>
    /// <param name="shape">The axes; the depth is flat, and the width has a stride of 1 or 2.</param>
    /// <param name="channels">C_in/g.</param>
    /// <param name="segment">The positions of a segment.</param>
    public static WindowLayout InPlace(in VolumeShape shape, int channels, int segment)
    {
        (SpatialAxis height, SpatialAxis width) = (shape.Height, shape.Width);
        var segments = new SegmentList((int)width.Output, segment);
        (int Row, int Channel, int Column)[] terms = [.. Terms(height, channels, width)];
        IEnumerable<int> taps = terms.Select(term =>
            checked((int)((term.Channel * height.Size + term.Row * height.Dilation) * width.Size + term.Column * width.Dilation)));
        byte[]?[] beside = [.. Enumerable.Range(0, segments.PerRow).Select(s => Beside(terms, width, segments.Column(s), segment))];
        return new WindowLayout(segments, (int)(height.Stride * width.Size), (int)width.Stride, taps, beside);
    }

    /// <summary>Where the first tap of a segment lies, from that of segment 0 on.</summary>
    public nint Start(int segment) => (nint)Segments.Row(segment) * rowPitch + Segments.Column(segment) * Step;

    /// <summary>Where some terms lie.</summary>
    public ReadOnlySpan<int> Taps(int from, int to) => taps.AsSpan(from..(to + TapList.Ahead));

    /// <summary>Which positions of a segment lie beside the image in some terms; nothing where none do in any.</summary>
    public ReadOnlySpan<byte> Beside(int segment, int from, int to) => beside[segment % Segments.PerRow] is { } terms ? terms.AsSpan(from..to) : default;

    /// <summary>The same of a segment that does not.</summary>
    public ReadOnlySpan<byte> None(int from, int to) => none.AsSpan(from..to);

    private static IEnumerable<(int Row, int Channel, int Column)> Terms(SpatialAxis height, int channels, SpatialAxis width) =>
        from row in Enumerable.Range(0, (int)height.Kernel)
        from channel in Enumerable.Range(0, channels)
        from column in Enumerable.Range(0, (int)width.Kernel)
        select (row, channel, column);

    private static byte[]? Beside((int Row, int Channel, int Column)[] terms, SpatialAxis width, int column, int segment)
    {
        var ofColumn = new byte[width.Kernel];
        for (int kw = 0; kw < ofColumn.Length; kw++)
        {
            for (int j = 0; j < segment; j++)
            {
                long at = (column + j) * width.Stride + kw * width.Dilation - width.PadBefore;
                if (column + j >= width.Output || at < 0 || at >= width.Size) ofColumn[kw] |= (byte)(1 << j);
            }
        }
        return ofColumn.Any(bits => bits != 0) ? [.. terms.Select(term => ofColumn[term.Column])] : null;
    }
}
