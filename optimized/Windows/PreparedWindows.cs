using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Rows;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Windows;

/// <summary>
/// Direct convolution, register-blocked over positions and filters as in Georganas et al., "Anatomy of High-Performance Deep Learning
/// Convolutions on SIMD Architectures" (2018): tiles of two segments of positions by two registers of filters read the input where it
/// lies, element by element, and no im2col matrix is made.
/// <code>
///   planes of a band, padded       for each panel of filters: all segments of the band, all terms of the window
///   c = 0: its rows                →  results, position by position, 2·L filters along  →  turned over to Y, chunk by chunk
///   c = 1: …
/// </code>
/// 1×1 on a dense image needs no planes: its positions are one line. A thread holds the planes of a band, at most
/// <see cref="BandElements"/> or what one output row meets, and a chunk of results.
/// </summary>
internal sealed class PreparedWindows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IWindowTile<V, T>
{
    /// <summary>The planes of a band: 384 KiB of floats leave a second-level cache of 1 MiB room for a panel of weights.</summary>
    private const int BandElements = 96 << 10;

    /// <summary>Segments whose results are turned over at once: 16 of 7 are 7 whole squares of 16 positions.</summary>
    private const int ChunkSegments = 16;

    /// <summary>Positions that turning over reads at once.</summary>
    private const int Square = 16;

    /// <summary>Cycles to copy a register of input, where a multiply-add takes one.</summary>
    private const double Copy = 4;

    private readonly WindowWeights<T> weights;
    private readonly PaddedPlanes<T>[] bands;
    private readonly WindowShares cut;
    private readonly SegmentList rowSegments, lineSegments;
    private readonly int channelSize, positions, step;
    private readonly int[] taps, lineTaps;
    private readonly BandAhead ahead;
    private readonly bool? asksAhead;

    public PreparedWindows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads, bool? asksAhead)
        : base(problem, bias, biasStride, threads)
    {
        var shape = new VolumeShape(problem);
        weights = new WindowWeights<T>(problem, weight, weightAt, Bias, PanelWidth);
        int stride = (int)shape.Width.Stride;
        step = stride == 2 ? 2 : 1;
        // A segment passes the end of a row that is shorter.
        var planes = new PaddedPlanes<T>(shape, Math.Max(TTile.Segment - (int)shape.Width.Output, 0) * step, stride / step);
        positions = shape.Positions;
        rowSegments = new SegmentList((int)shape.Width.Output, TTile.Segment);
        lineSegments = new SegmentList(positions, TTile.Segment);
        if (positions > 0) cut = Cut(shape, planes, threads);
        bands = [.. Enumerable.Range(0, cut.Bands).Select(band => planes.Band(band * cut.Rows, Math.Min(cut.Rows, (int)shape.Height.Output - band * cut.Rows)))];
        channelSize = bands.Length == 0 ? 0 : Apart(bands[0].Size);
        int columns = (int)shape.Width.Kernel;
        taps = TapList.Of(Enumerable.Range(0, Depth).Select(term => term / shape.Taps * channelSize + planes.TapOffset(term % shape.Taps / columns, term % columns)));
        lineTaps = shape.IsPointwise && positions >= TTile.Segment ? TapList.Of(Enumerable.Range(0, Depth).Select(c => c * positions)) : [];
        int channels = (int)problem.InputChannelsPerGroup, fresh = (int)Math.Min(cut.Rows * shape.Height.Stride, shape.Height.Size) * (int)shape.Width.Size;
        this.asksAhead = asksAhead;
        ahead = new BandAhead(channels, fresh, checked((int)(shape.Height.Size * shape.Width.Size)), Turns(cut.Panels, cut.Rows * rowSegments.PerRow), Depth);
    }

    private static int PanelWidth => 2 * V.Count;

    /// <summary>A line is made here, and only of images whose channels follow each other.</summary>
    protected override bool MayBeLine => false;

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups) * cut.Bands * cut.Shares);

    /// <summary>The tiles of a piece of work.</summary>
    private static int Turns(int panels, int segments) => Math.Max(panels * ((segments + 1) / 2), 1);

    protected override void Compute(GemmCall<T> call, int item)
    {
        nint next = Fresh(call, item + 1);
        (item, int share) = Math.DivRem(item, cut.Shares);
        (item, int band) = Math.DivRem(item, cut.Bands);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int channels = (int)Problem.InputChannelsPerGroup, fromPanel = share * cut.Panels, toPanel = Math.Min(fromPanel + cut.Panels, weights.Panels);
        if (lineTaps.Length > 0 && call.InputAt.Channel == positions && call.InputAt.IsDense(1, call.Shape.Height.Size, call.Shape.Width.Size))
        {
            int all = lineSegments.PerRow, from = (int)((long)band * all / cut.Bands), to = (int)((long)(band + 1) * all / cut.Bands);
            ReadOnlySpan<T> image = call.Input.Slice(call.InputAt.At(n, group * channels), channels * positions);
            Compute(call, new WindowWork(n, group, fromPanel, toPanel, from, to, FirstPosition: 0), ref Unsafe.AsRef(in image[0]), rowPitch: 0, lineSegments, lineTaps, next: 0);
            return;
        }
        PaddedPlanes<T> planes = bands[band];
        int size = checked(channels * channelSize + TTile.Segment + V.Count);
        Span<T> plane = Scratch<T>.Mine.Panel(size)[..size];
        plane[(channels * channelSize)..].Clear();
        bool isDense = call.InputAt.IsDense(1, call.Shape.Height.Size, call.Shape.Width.Size);
        int rowStride = call.InputAt.At(0, 0, 0, 1);
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * channels + c)..];
            if (isDense) planes.Ask(in Unsafe.Add(ref Unsafe.AsRef(in x[0]), call.InputAt.Channel), rowStride);
            planes.Fill<V>(x, rowStride, call.InputAt.Width, plane[(c * channelSize)..]);
        }
        int first = band * cut.Rows * (int)planes.Width.Output;
        Compute(call, new WindowWork(n, group, fromPanel, toPanel, 0, rowSegments.PerRow * planes.Outputs, first), ref plane[0], planes.RowStart(1), rowSegments, taps, next);
    }

    /// <summary>Where what an item reads anew begins: the rows of its band that do not belong to the one before.</summary>
    /// <returns>0 where there is none, where its input is not dense, or where it is likely to be at hand.</returns>
    private nint Fresh(GemmCall<T> call, int item)
    {
        if (!(asksAhead ?? call.InputIsFar) || item >= Items || !call.InputAt.IsDense(1, call.Shape.Height.Size, call.Shape.Width.Size)) return 0;
        (item, int band) = Math.DivRem(item / cut.Shares, cut.Bands);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        SpatialAxis height = bands[band].Height;
        long row = Math.Clamp((band > 0 ? height.Span - height.Stride : 0) - height.PadBefore, 0, height.Size - 1);
        return Prefetch.Place(in call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup) + (int)(row * call.Shape.Width.Size)]);
    }

    /// <summary>All segments and panels of a piece of work.</summary>
    /// <param name="call">Where the output lies.</param>
    /// <param name="work">The piece.</param>
    /// <param name="x">The input of segment 0, all channels behind it.</param>
    /// <param name="rowPitch">The distance of the inputs of two output rows.</param>
    /// <param name="segments">The segments.</param>
    /// <param name="terms">Where the terms lie.</param>
    /// <param name="next">The input that is asked for meanwhile, or 0.</param>
    private void Compute(GemmCall<T> call, in WindowWork work, ref T x, int rowPitch, SegmentList segments, ReadOnlySpan<int> terms, nint next)
    {
        int turn = 0;
        Span<T> results = Scratch<T>.Mine.Tile((ChunkSegments * TTile.Segment + Square) * PanelWidth);
        int filters = (int)Problem.OutputChannelsPerGroup;
        int wide = rowPitch == 0 ? 1 : step;
        for (int panel = work.FromPanel; panel < work.ToPanel; panel++)
        {
            ref T w = ref weights.Panel(work.Group, panel)[0], start = ref weights.Start(work.Group, panel)[0];
            int output = call.OutputAt.At(work.Image, work.Group * filters + panel * PanelWidth);
            for (int chunk = work.FromSegment; chunk < work.ToSegment; chunk += ChunkSegments)
            {
                int end = Math.Min(chunk + ChunkSegments, work.ToSegment), first = segments.First(chunk);
                for (int s = chunk; s < end; s += 2)
                {
                    ref T a = ref Unsafe.Add(ref x, segments.Row(s) * rowPitch + segments.Column(s) * wide);
                    ref T c = ref results[(segments.First(s) - first) * PanelWidth];
                    if (s + 1 == end)
                    {
                        if (wide == 2) TTile.Single<Two>(terms, ref a, ref w, ref start, ref c);
                        else TTile.Single<One>(terms, ref a, ref w, ref start, ref c);
                        continue;
                    }
                    ref T b = ref Unsafe.Add(ref x, segments.Row(s + 1) * rowPitch + segments.Column(s + 1) * wide);
                    ref T d = ref results[(segments.First(s + 1) - first) * PanelWidth];
                    nint place = next + ahead.First(turn++) * Unsafe.SizeOf<T>();
                    if (wide == 2) TTile.Pair<Two, NotAsked>(terms, ref a, ref b, ref w, ref start, ref c, ref d, 0, []);
                    else if (next == 0) TTile.Pair<One, NotAsked>(terms, ref a, ref b, ref w, ref start, ref c, ref d, 0, []);
                    else TTile.Pair<One, Asked>(terms, ref a, ref b, ref w, ref start, ref c, ref d, place, ahead.Offsets);
                }
                PositionWriter<T, V>.Write(call, output, Math.Min(PanelWidth, filters - panel * PanelWidth), work.FirstPosition + first, segments.End(end - 1) - first, results, PanelWidth);
            }
        }
    }

    private WindowShares Cut(in VolumeShape shape, in PaddedPlanes<T> planes, int threads)
    {
        int rows = (int)shape.Height.Output, stride = (int)shape.Height.Stride, perRow = planes.RowStart(1) / stride * (int)Problem.InputChannelsPerGroup;
        long most = (BandElements / Math.Max(perRow, 1) - shape.Height.Span) / stride + 1;
        double rowCost = 2.0 * TTile.Segment * rowSegments.PerRow * Depth, copyCost = (double)perRow * stride / V.Count * Copy;
        return WindowShares.Of(
            Problem.Batch * Problem.Groups, rows, (int)Math.Clamp(most, 1, rows), weights.Panels, threads, rowCost, copyCost, (double)shape.Height.Span / stride - 1);
    }

    /// <summary>The size of a channel, so that those of different channels do not all meet in one set of the first-level cache: an odd
    /// number of cache lines.</summary>
    private static int Apart(int size)
    {
        int line = 64 / Unsafe.SizeOf<T>();
        return ((size + line - 1) / line | 1) * line;
    }
}
