using System.Numerics;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Rows;

/// <summary>
/// Depthwise and small-group direct convolution: the padded planes of one group's channels, then output rows that stay in
/// registers while all taps of all channels go by. A thread holds the planes of one group and up to eight output rows.
/// </summary>
internal sealed class PreparedRows<T, V> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    /// <summary>The most channels of a group: their share of eight filters, 3×3, is 18 KiB and stays in the first-level cache.</summary>
    private const int MostChannels = 64;

    private readonly PaddedPlanes<T>[] bands;
    private readonly int bandRows, channelSize, planesAtOnce, planesInAll;
    private readonly int[] taps;
    private readonly AlignedMemory<T> weights;
    private readonly T[] starts;
    private readonly int filtersAtOnce, rowPitch;
    private readonly bool isThreeByThree, isTriple, isLine;
    private readonly MaskedPlane<T, V>? masked;
    private readonly FilterTiles<T, V> several;

    public PreparedRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        var shape = new VolumeShape(problem);
        filtersAtOnce = problem.OutputChannelsPerGroup % 8 == 0 ? 8 : problem.OutputChannelsPerGroup % 4 == 0 ? 4 : 1;
        weights = WeightPanels.Pack(problem, weight, weightAt, filtersAtOnce);
        starts = problem.HasBias ? Bias : new T[problem.OutputChannels];
        isLine = IsLine(problem);
        // A tile of four registers may begin in the last column.
        var planes = new PaddedPlanes<T>(shape, isLine ? 0 : 4 * V.Count, (int)shape.Width.Stride);
        int channels = (int)problem.InputChannelsPerGroup;
        planesInAll = checked((int)(problem.Batch * problem.Groups));
        bandRows = RowBands.Rows(shape.Height, planes.RowStart(1) * channels, planesInAll, threads, isLine);
        bands = [.. Enumerable.Range(0, planesInAll == 0 ? 0 : ((int)shape.Height.Output + bandRows - 1) / bandRows)
            .Select(band => planes.Band(band * bandRows, Math.Min(bandRows, (int)shape.Height.Output - band * bandRows)))];
        rowPitch = (isLine ? bandRows * planes.Pitch : (int)shape.Width.Output) + 4 * V.Count;
        channelSize = bands.Length == 0 ? 0 : bands[0].Size;
        planesAtOnce = RowBands.PlanesAtOnce(planesInAll, threads, isWhole: bands.Length <= 1);
        isThreeByThree = channels == 1 && shape.Height.Kernel == 3 && shape.Width.Kernel == 3;
        isTriple = channels == 1 && shape.Height.Kernel >= 3 && shape.Height.Stride == shape.Height.Dilation && shape.Width.Output >= 4 * V.Count;
        if (filtersAtOnce == 1) masked = MaskedPlane<T, V>.For(problem);
        taps = new int[problem.WindowTerms];
        for (int tap = 0; tap < shape.Taps; tap++)
        {
            (int kh, int kw) = Math.DivRem(tap, (int)shape.Width.Kernel);
            for (int c = 0; c < channels; c++) taps[tap * channels + c] = c * channelSize + planes.TapOffset(kh, kw);
        }
        several = new FilterTiles<T, V>(taps, weights, starts, filtersAtOnce, rowPitch);
    }

    /// <summary>What this strategy computes: 1 or 2 axes, groups whose planes a second-level cache holds.</summary>
    public static Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.Axes.Length == 3, "rows: two axes at most")
        .But(problem.InputChannelsPerGroup > MostChannels || problem.InputChannelsPerGroup > 8 && !IsLine(problem),
            $"rows: at most 8 channels a group, {MostChannels} where filters come in eights and nothing has a stride");

    private static bool IsLine(ConvolutionProblem problem) =>
        problem.OutputChannelsPerGroup % 8 == 0 && problem.Axes.All(axis => axis.Stride == 1);

    protected override bool MayBeLine => false;

    protected override int Items => (planesInAll + planesAtOnce - 1) / planesAtOnce * bands.Length;

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int band) = Math.DivRem(item, bands.Length);
        int groups = (int)Problem.Groups, end = Math.Min((item + 1) * planesAtOnce, planesInAll);
        Span<T> room = Scratch<T>.Mine.Tile(filtersAtOnce * rowPitch);
        for (int plane = item * planesAtOnce; plane < end; plane++)
        {
            (int n, int group) = Math.DivRem(plane, groups);
            if (masked is null || bands.Length > 1 || !ComputeInPlace(call, n, group, room)) ComputeBand(call, n, group, band, room);
        }
    }

    private void ComputeBand(GemmCall<T> call, int n, int group, int band, Span<T> rows)
    {
        PaddedPlanes<T> planes = bands[band];
        int channels = (int)Problem.InputChannelsPerGroup, filters = (int)Problem.OutputChannelsPerGroup, first = band * bandRows;
        int size = channels * channelSize + 4 * V.Count;
        Span<T> plane = Scratch<T>.Mine.Panel(size)[..size];
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * channels + c)..];
            planes.Fill<V>(x, call.InputAt.At(0, 0, 0, 1), call.InputAt.Width, plane[(c * channelSize)..]);
        }
        for (int filter = 0; filter < filters; filter += filtersAtOnce)
        {
            Span<T> w = weights.Span.Slice((group * filters + filter) * taps.Length, filtersAtOnce * taps.Length);
            if (isLine)
            {
                several.Line(call, planes, plane, n, group * filters + filter, first, rows);
                continue;
            }
            int done = filtersAtOnce > 1 ? 0
                : isThreeByThree && call.OutputIsDense ? ComputePlane(call, planes, plane, w, n, group * filters + filter, first)
                : isTriple && call.OutputAt.Width == 1 ? ComputeTriples(call, planes, plane, w, n, group * filters + filter, first) : 0;
            for (int oh = done; oh < planes.Outputs; oh++)
                ComputeRow(call, plane[planes.RowStart(oh)..], w, n, group * filters + filter, first + oh, rows);
        }
    }

    /// <returns>Whether all filters of a group could be computed without a copy of its channel.</returns>
    private bool ComputeInPlace(GemmCall<T> call, int n, int group, Span<T> room)
    {
        int filters = (int)Problem.OutputChannelsPerGroup, from = call.InputAt.At(n, group);
        for (int filter = group * filters; filter < (group + 1) * filters; filter++)
        {
            T bias = starts[filter];
            if (!masked!.TryCompute(call, from, call.OutputAt.At(n, filter), weights.Span.Slice(filter * 9, 9), bias, room)) return false;
        }
        return true;
    }

    /// <summary>A 3×3 kernel on one channel, but for the last rows, after which there is no room for a whole register.</summary>
    /// <returns>How many rows were computed.</returns>
    private int ComputePlane(GemmCall<T> call, in PaddedPlanes<T> planes, Span<T> plane, Span<T> w, int n, int filter, int first)
    {
        int width = (int)planes.Width.Output, rows = planes.Outputs;
        if (width < V.Count) rows -= (V.Count + width - 1) / width - 1;
        if (rows <= 0) return 0;
        Span<T> y = call.Output.Slice(call.OutputAt.At(n, filter) + first * width, planes.Outputs * width);
        T bias = starts[filter];
        int row = planes.RowStart(1), done = 0;
        if (planes.Height.Stride == planes.Height.Dilation)
        {
            done = rows / 4 * 4;
            if (done > 0) Plane9<V, T>.Rows4(ref plane[0], (taps[0], taps[1], taps[2]), row, ref w[0], bias, ref y[0], done, width);
        }
        if (done < rows)
            Plane9<V, T>.Rows1(ref plane[done * row], taps, row, ref w[0], bias, ref y[done * width], rows - done, width);
        return rows;
    }

    /// <summary>Three rows at a time of one channel.</summary>
    /// <returns>How many rows were computed.</returns>
    private int ComputeTriples(GemmCall<T> call, in PaddedPlanes<T> planes, Span<T> plane, Span<T> w, int n, int filter, int first)
    {
        int width = (int)planes.Width.Output, pitch = call.OutputAt.At(0, 0, 0, 1), tile = 4 * V.Count, rows = planes.Outputs / 3 * 3;
        for (int oh = 0; oh < rows; oh += 3)
        {
            Span<T> y = call.Output[call.OutputAt.At(n, filter, 0, first + oh)..];
            // The last element that is written, checked: the tile itself checks none.
            _ = y[2 * pitch + width - 1];
            // The last tile of a row overlaps the one before it.
            for (int at = 0; at < width; at += tile)
            {
                at = Math.Min(at, width - tile);
                RowTriple<V, T>.Tile(ref plane[planes.RowStart(oh) + at], taps, (int)planes.Width.Kernel, planes.RowStart(1), ref w[0], starts[filter], ref y[at], pitch);
            }
        }
        return rows;
    }

    private void ComputeRow(GemmCall<T> call, Span<T> plane, Span<T> w, int n, int filter, int oh, Span<T> rows)
    {
        int width = (int)bands[0].Width.Output, offset = call.OutputAt.At(n, filter, 0, oh);
        Span<T> y = call.Output[offset..];
        if (filtersAtOnce > 1)
        {
            several.Row(call, plane, filter, y, rows, width);
            return;
        }
        T bias = starts[filter];
        int done = 0;
        if (call.OutputAt.Width == 1)
        {
            for (; done + 8 * V.Count <= width; done += 8 * V.Count) RowTile<V, T>.One8(ref plane[done], taps, ref w[0], bias, ref y[done]);
            for (; done + 4 * V.Count <= width; done += 4 * V.Count) RowTile<V, T>.One4(ref plane[done], taps, ref w[0], bias, ref y[done]);
            for (; done + V.Count <= width; done += V.Count) RowTile<V, T>.One1(ref plane[done], taps, ref w[0], bias, ref y[done]);
        }
        if (done == width) return;
        for (int at = done; at < width; at += V.Count) RowTile<V, T>.One1(ref plane[at], taps, ref w[0], bias, ref rows[at]);
        FilterTiles<T, V>.Copy(rows.Slice(done, width - done), y[(done * call.OutputAt.Width)..], call.OutputAt.Width);
    }

}
