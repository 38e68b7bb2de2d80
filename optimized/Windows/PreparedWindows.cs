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
///   rows of a band                 for each panel of filters: all segments of the band, the terms of the window that meet the image
///   c = 0: a dense image in place, →  results, position by position, 2·L filters along  →  turned over to Y, chunk by chunk
///   c = 1: or padded planes
/// </code>
/// 1×1 on a dense image has its positions in one line. A thread holds a chunk of results; and the planes of a band, at most
/// <see cref="BandElements"/> or what one output row meets, where the image is not dense, has a stride above 2, or is slow to read in place.
/// </summary>
internal sealed unsafe class PreparedWindows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IWindowTile<V, T>
{
    /// <summary>The planes of a band: 384 KiB of floats leave a second-level cache of 1 MiB room for a panel of weights.</summary>
    private const int BandElements = 96 << 10;

    /// <summary>Cycles to copy a register of input, where a multiply-add takes one.</summary>
    private const double CopyCost = 4;

    private readonly WindowWeights<T> weights;
    private readonly PaddedPlanes<T>[] bands;
    private readonly WindowShares cut, lineCut;
    private readonly int channels, channelSize, imageSize;
    private readonly WindowLayout copied;
    private readonly WindowLayout? inPlace, line;
    private readonly RowTerms[] terms;
    private readonly RowTerms lineTerms;
    private readonly WindowTiles<T, V, TTile> tiles;
    private readonly bool? asksAhead;

    public PreparedWindows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads, bool? asksAhead, bool copies)
        : base(problem, bias, biasStride, threads)
    {
        var shape = new VolumeShape(problem);
        (SpatialAxis height, SpatialAxis width) = (shape.Height, shape.Width);
        weights = new WindowWeights<T>(problem, weight, weightAt, Bias, WindowTiles<T, V, TTile>.PanelWidth);
        int step = width.Stride == 2 ? 2 : 1, perRow = new SegmentList((int)width.Output, TTile.Segment).PerRow;
        // A segment passes the end of a row that is shorter.
        var planes = new PaddedPlanes<T>(shape, Math.Max(TTile.Segment - (int)width.Output, 0) * step, (int)width.Stride / step);
        (channels, imageSize) = ((int)problem.InputChannelsPerGroup, checked((int)(height.Size * width.Size)));
        if (shape.Positions > 0) cut = Cut(shape, planes, perRow, threads);
        bands = [.. Enumerable.Range(0, cut.Bands).Select(band => planes.Band(band * cut.Rows, Math.Min(cut.Rows, (int)height.Output - band * cut.Rows)))];
        terms = [.. bands.Select(band => RowTerms.Of(band, channels * (int)width.Kernel))];
        channelSize = bands.Length == 0 ? 0 : Apart(bands[0].Size);
        copied = WindowLayout.Copied(planes, channelSize, channels, TTile.Segment);
        if (!copies && width.Stride == step) inPlace = WindowLayout.InPlace(shape, channels, TTile.Segment);
        // Nothing is copied for a line: it is cut for threads alone, into pairs of segments.
        lineTerms = RowTerms.All(Depth);
        if (shape.IsPointwise && shape.Positions >= TTile.Segment)
        {
            line = WindowLayout.Line(shape.Positions, channels, TTile.Segment);
            int pairs = (line.Segments.PerRow + 1) / 2;
            lineCut = WindowShares.Of(problem.Batch * problem.Groups, pairs, pairs, weights.Panels, threads, rowCost: 1, copyCost: 0, haloRows: 0);
        }
        this.asksAhead = asksAhead;
        int fresh = (int)Math.Min(cut.Rows * height.Stride, height.Size) * (int)width.Size, turns = Math.Max(cut.Panels * ((cut.Rows * perRow + 1) / 2), 1);
        tiles = new WindowTiles<T, V, TTile>(weights, (int)problem.OutputChannelsPerGroup, new BandAhead(channels, fresh, imageSize, turns, Depth));
    }

    /// <summary>A line is made here, and only of images whose channels follow each other.</summary>
    protected override bool MayBeLine => false;

    protected override int Items => ItemsOf(cut);

    private int ItemsOf(in WindowShares shares) => checked((int)(Problem.Batch * Problem.Groups) * shares.Bands * shares.Shares);

    protected override void Execute(GemmCall<T> call) => Share(call, IsLine(call) ? ItemsOf(lineCut) : Items);

    /// <summary>Whether the positions of a channel are one line in memory, and the channels follow each other.</summary>
    private bool IsLine(GemmCall<T> call) => line is not null && IsDense(call) && call.InputAt.Channel == imageSize;

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
        int from = 2 * part * lineCut.Rows, to = Math.Min(from + 2 * lineCut.Rows, line!.Segments.PerRow);
        tiles.Compute(call, work with { FromSegment = from, ToSegment = to }, Image(call, work), line, lineTerms, next: 0);
    }

    private void ComputeBand(GemmCall<T> call, WindowWork work, int band, nint next)
    {
        PaddedPlanes<T> planes = bands[band];
        work = work with { ToSegment = copied.Segments.PerRow * planes.Outputs, FirstPosition = band * cut.Rows * (int)planes.Width.Output };
        if (inPlace is not null && IsDense(call) && call.InputAt.Channel == imageSize)
        {
            T* x = Image(call, work) - (nint)(planes.Height.PadBefore * planes.Width.Size + planes.Width.PadBefore);
            tiles.Compute(call, work, x, inPlace, terms[band], next);
            return;
        }
        Span<T> copy = Scratch<T>.Mine.Panel(checked(channels * channelSize + TTile.Segment + V.Count));
        Copy(call, work, planes, copy);
        // The memory of a thread does not move.
        tiles.Compute(call, work, (T*)Prefetch.Place(in copy[0]), copied, terms[band], next);
    }

    /// <summary>The channels of a group. They are pinned for the time of a call.</summary>
    private T* Image(GemmCall<T> call, in WindowWork work) => (T*)Prefetch.Place(in call.Input[call.InputAt.At(work.Image, work.Group * channels)]);

    private void Copy(GemmCall<T> call, in WindowWork work, in PaddedPlanes<T> planes, Span<T> copy)
    {
        bool isDense = IsDense(call);
        int rowStride = call.InputAt.At(0, 0, 0, 1);
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> x = call.Input[call.InputAt.At(work.Image, work.Group * channels + c)..];
            if (isDense) planes.Ask(in Unsafe.Add(ref Unsafe.AsRef(in x[0]), call.InputAt.Channel), rowStride);
            planes.Fill<V>(x, rowStride, call.InputAt.Width, copy[(c * channelSize)..]);
        }
    }

    /// <summary>Where what an item reads anew begins: the rows of its band that do not belong to the one before.</summary>
    /// <returns>0 where there is none, where its input is not dense, or where it is likely to be at hand; and of stride 2, where asking
    /// brought nothing.</returns>
    private nint Fresh(GemmCall<T> call, int item)
    {
        if (!(asksAhead ?? call.InputIsFar) || copied.Step != 1 || item >= Items || !IsDense(call)) return 0;
        (item, int band) = Math.DivRem(item / cut.Shares, cut.Bands);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        SpatialAxis height = bands[band].Height;
        long row = Math.Clamp((band > 0 ? height.Span - height.Stride : 0) - height.PadBefore, 0, height.Size - 1);
        return Prefetch.Place(in call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup) + (int)(row * call.Shape.Width.Size)]);
    }

    private WindowShares Cut(in VolumeShape shape, in PaddedPlanes<T> planes, int segments, int threads)
    {
        int rows = (int)shape.Height.Output, stride = (int)shape.Height.Stride, perRow = planes.RowStart(1) / stride * (int)Problem.InputChannelsPerGroup;
        long most = (BandElements / Math.Max(perRow, 1) - shape.Height.Span) / stride + 1;
        double rowCost = 2.0 * TTile.Segment * segments * Depth, copyCost = (double)perRow * stride / V.Count * CopyCost;
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
