using Conformance.Spec;

namespace Conformance.Optimized.Packing;

/// <summary>
/// Implicit im2col: for a range of output positions and one tap, the runs of the input that the tap meets. The runs are the
/// same for every channel, so that they are found once and copied C_in/g times.
/// </summary>
internal sealed class PieceList
{
    private Piece[] pieces = new Piece[64];

    public int Count { get; private set; }

    public ReadOnlySpan<Piece> Pieces => pieces.AsSpan(0, Count);

    /// <summary>Finds the runs.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="strides">The element strides of X: [N, C_in, n_d, n_h, n_w].</param>
    /// <param name="tap">The tap, counted in the order of the input: (a·k_h + b)·k_w + c.</param>
    /// <param name="first">The first position, counted in row-major order of [o_d, o_h, o_w].</param>
    /// <param name="count">How many positions. Of what a panel has behind them the products are dropped: it may hold anything.</param>
    public void Find(in VolumeShape shape, in Volumes strides, int tap, int first, int count)
    {
        Count = 0;
        int kw = tap % (int)shape.Width.Kernel, kh = tap / (int)shape.Width.Kernel % (int)shape.Height.Kernel;
        int kd = tap / (int)(shape.Width.Kernel * shape.Height.Kernel);
        (int width, int height) = (shape.OutputWidth, shape.OutputHeight);
        (int row, int ow) = Math.DivRem(first, width);
        (int od, int oh) = Math.DivRem(row, height);
        for (int at = 0; at < count;)
        {
            int length = Math.Min(width - ow, count - at);
            long id = shape.Depth.InputAt(od, kd), ih = shape.Height.InputAt(oh, kh);
            if (id < 0 || id >= shape.Depth.Size || ih < 0 || ih >= shape.Height.Size) Add(at, -1, length);
            else AddRow(shape.Width, kw, ow, at, length, strides.At(0, 0, (int)id, (int)ih), strides.Width);
            at += length;
            ow = 0;
            if (++oh == height) (oh, od) = (0, od + 1);
        }
    }

    /// <summary>A row of the input: padding before it, what lies in it, padding after it.</summary>
    private void AddRow(in SpatialAxis axis, int tap, int first, int target, int length, int row, int step)
    {
        long start = axis.InputAt(first, tap);
        // No division where there is none: a panel has two rows for each tap, and a hundred instructions to find them.
        bool isDense = axis.Stride == 1;
        int before = (int)Math.Clamp(isDense ? -start : VolumeShape.DivideUp(-start, axis.Stride), 0, length);
        int end = (int)Math.Clamp(isDense ? axis.Size - start : VolumeShape.DivideUp(axis.Size - start, axis.Stride), before, length);
        if (before > 0) Add(target, -1, before);
        if (end > before) Add(target + before, row + (int)(start + before * axis.Stride) * step, end - before);
        if (length > end) Add(target + end, -1, length - end);
    }

    private void Add(int target, int source, int length)
    {
        if (Count == pieces.Length) Array.Resize(ref pieces, 2 * Count);
        pieces[Count++] = new Piece(target, source, length);
    }
}
