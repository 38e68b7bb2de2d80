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

    /// <summary>Cycles to copy a register of input, where a multiply-add takes one.</summary>
    private const double Copy = 4;

    private readonly WindowWeights<T> weights;
    private readonly PaddedPlanes<T>[] bands;
    private readonly WindowShares cut, lineCut;
    private readonly SegmentList rowSegments, lineSegments;
    private readonly int channelSize, positions, step;
    private readonly int[] taps, lineTaps;
    private readonly RowTerms[] terms;
    private readonly RowTerms lineTerms;
    private readonly WindowTiles<T, V, TTile> tiles;
    private readonly bool? asksAhead;

    public PreparedWindows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads, bool? asksAhead)
        : base(problem, bias, biasStride, threads)
    {
        var shape = new VolumeShape(problem);
        weights = new WindowWeights<T>(problem, weight, weightAt, Bias, WindowTiles<T, V, TTile>.PanelWidth);
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
        int columns = (int)shape.Width.Kernel, channels = (int)problem.InputChannelsPerGroup, kernelRow = channels * columns;
        taps = TapList.Of(
            Enumerable.Range(0, Depth).Select(term => term / columns % channels * channelSize + planes.TapOffset(term / kernelRow, term % columns)));
        terms = [.. bands.Select(band => RowTerms.Of(band, kernelRow))];
        lineTaps = shape.IsPointwise && positions >= TTile.Segment ? TapList.Of(Enumerable.Range(0, Depth).Select(c => c * positions)) : [];
        lineTerms = RowTerms.All(Depth);
        // Nothing is copied for a line: it is cut for threads alone, into pairs of segments.
        int pairs = (lineSegments.PerRow + 1) / 2;
        if (positions > 0) lineCut = WindowShares.Of(problem.Batch * problem.Groups, pairs, pairs, weights.Panels, threads, rowCost: 1, copyCost: 0, haloRows: 0);
        int fresh = (int)Math.Min(cut.Rows * shape.Height.Stride, shape.Height.Size) * (int)shape.Width.Size;
        this.asksAhead = asksAhead;
        int turns = Math.Max(cut.Panels * ((cut.Rows * rowSegments.PerRow + 1) / 2), 1);
        var ahead = new BandAhead(channels, fresh, checked((int)(shape.Height.Size * shape.Width.Size)), turns, Depth);
        tiles = new WindowTiles<T, V, TTile>(weights, (int)problem.OutputChannelsPerGroup, ahead);
    }

    /// <summary>A line is made here, and only of images whose channels follow each other.</summary>
    protected override bool MayBeLine => false;

    protected override int Items => ItemsOf(cut);

    private int ItemsOf(in WindowShares shares) => checked((int)(Problem.Batch * Problem.Groups) * shares.Bands * shares.Shares);

    protected override void Execute(GemmCall<T> call) => Share(call, IsLine(call) ? ItemsOf(lineCut) : Items);

    /// <summary>Whether the positions of a channel are one line in memory, and the channels follow each other.</summary>
    private bool IsLine(GemmCall<T> call) =>
        lineTaps.Length > 0 && call.InputAt.Channel == positions && IsDense(call);

    /// <summary>Whether a channel has elements, and they lie one after the other.</summary>
    private static bool IsDense(GemmCall<T> call) =>
        call.Shape.Height.Size * call.Shape.Width.Size > 0 && call.InputAt.IsDense(1, call.Shape.Height.Size, call.Shape.Width.Size);

    protected override void Compute(GemmCall<T> call, int item)
    {
        if (IsLine(call)) ComputeLine(call, Work(item, lineCut, out int part), part);
        else ComputeBand(call, Work(item, cut, out int band), band, Fresh(call, item + 1));
    }

    /// <summary>Image, group and panels of an item, and the part of the positions.</summary>
    private WindowWork Work(int item, in WindowShares shares, out int part)
    {
        (item, int share) = Math.DivRem(item, shares.Shares);
        (item, part) = Math.DivRem(item, shares.Bands);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int from = share * shares.Panels;
        return new WindowWork(n, group, from, Math.Min(from + shares.Panels, weights.Panels), FromSegment: 0, ToSegment: 0, FirstPosition: 0);
    }

    private void ComputeLine(GemmCall<T> call, WindowWork work, int part)
    {
        int from = 2 * part * lineCut.Rows, to = Math.Min(from + 2 * lineCut.Rows, lineSegments.PerRow), channels = (int)Problem.InputChannelsPerGroup;
        ReadOnlySpan<T> image = call.Input.Slice(call.InputAt.At(work.Image, work.Group * channels), channels * positions);
        tiles.Compute(call, work with { FromSegment = from, ToSegment = to }, ref Unsafe.AsRef(in image[0]), rowPitch: 0, step: 1, lineSegments, lineTaps, lineTerms, next: 0);
    }

    private void ComputeBand(GemmCall<T> call, WindowWork work, int band, nint next)
    {
        PaddedPlanes<T> planes = bands[band];
        int channels = (int)Problem.InputChannelsPerGroup, size = checked(channels * channelSize + TTile.Segment + V.Count);
        Span<T> plane = Scratch<T>.Mine.Panel(size)[..size];
        bool isDense = IsDense(call);
        int rowStride = call.InputAt.At(0, 0, 0, 1);
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> x = call.Input[call.InputAt.At(work.Image, work.Group * channels + c)..];
            if (isDense) planes.Ask(in Unsafe.Add(ref Unsafe.AsRef(in x[0]), call.InputAt.Channel), rowStride);
            planes.Fill<V>(x, rowStride, call.InputAt.Width, plane[(c * channelSize)..]);
        }
        int first = band * cut.Rows * (int)planes.Width.Output, segments = rowSegments.PerRow * planes.Outputs;
        tiles.Compute(call, work with { ToSegment = segments, FirstPosition = first }, ref plane[0], planes.RowStart(1), step, rowSegments, taps, terms[band], next);
    }

    /// <summary>Where what an item reads anew begins: the rows of its band that do not belong to the one before.</summary>
    /// <returns>0 where there is none, where its input is not dense, or where it is likely to be at hand; and of stride 2, where asking
    /// brought nothing.</returns>
    private nint Fresh(GemmCall<T> call, int item)
    {
        if (!(asksAhead ?? call.InputIsFar) || step != 1 || item >= Items || !IsDense(call)) return 0;
        (item, int band) = Math.DivRem(item / cut.Shares, cut.Bands);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        SpatialAxis height = bands[band].Height;
        long row = Math.Clamp((band > 0 ? height.Span - height.Stride : 0) - height.PadBefore, 0, height.Size - 1);
        return Prefetch.Place(in call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup) + (int)(row * call.Shape.Width.Size)]);
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
