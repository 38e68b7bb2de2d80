using System.Numerics;
using System.Numerics.Tensors;
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
    private readonly PaddedPlanes<T> planes;
    private readonly int[] taps;
    private readonly T[] weights;
    private readonly int filtersAtOnce, rowPitch;
    private readonly bool isThreeByThree;

    public PreparedRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        var shape = new VolumeShape(problem);
        // A tile of four registers may begin in the last column.
        planes = new PaddedPlanes<T>(shape, 4 * V.Count);
        filtersAtOnce = problem.OutputChannelsPerGroup % 8 == 0 ? 8 : problem.OutputChannelsPerGroup % 4 == 0 ? 4 : 1;
        weights = WeightPanels.Pack(problem, weight, weightAt, filtersAtOnce);
        rowPitch = (int)shape.Width.Output + 4 * V.Count;
        int channels = (int)problem.InputChannelsPerGroup;
        isThreeByThree = channels == 1 && shape.Height.Kernel == 3 && shape.Width.Kernel == 3;
        taps = new int[problem.WindowTerms];
        for (int tap = 0; tap < shape.Taps; tap++)
        {
            (int kh, int kw) = Math.DivRem(tap, (int)shape.Width.Kernel);
            for (int c = 0; c < channels; c++) taps[tap * channels + c] = c * planes.Size + planes.TapOffset(kh, kw);
        }
    }

    /// <summary>What this strategy computes: 1 or 2 axes, groups whose planes a second-level cache holds.</summary>
    public static Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.Axes.Length == 3, "rows: two axes at most")
        .But(problem.InputChannelsPerGroup > 8, "rows: at most 8 channels a group");

    protected override bool MayBeLine => false;

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups));

    protected override void Compute(GemmCall<T> call, int item)
    {
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int channels = (int)Problem.InputChannelsPerGroup, filters = (int)Problem.OutputChannelsPerGroup;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> plane = scratch.Panel(channels * planes.Size + 4 * V.Count)[..(channels * planes.Size + 4 * V.Count)];
        plane[(channels * planes.Size)..].Clear();
        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * channels + c)..];
            planes.Fill<V>(x, call.InputAt.At(0, 0, 0, 1), call.InputAt.Width, plane[(c * planes.Size)..]);
        }
        Span<T> rows = scratch.Tile(filtersAtOnce * rowPitch);
        for (int filter = 0; filter < filters; filter += filtersAtOnce)
        {
            Span<T> w = weights.AsSpan((group * filters + filter) * taps.Length, filtersAtOnce * taps.Length);
            int done = filtersAtOnce == 1 && isThreeByThree && call.OutputIsDense ? ComputePlane(call, plane, w, n, group * filters + filter) : 0;
            for (int oh = done; oh < planes.Height.Output; oh++)
                ComputeRow(call, plane[planes.RowStart(oh)..], w, n, group * filters + filter, oh, rows);
        }
    }

    /// <summary>A 3×3 kernel on one channel, but for the last rows, after which there is no room for a whole register.</summary>
    /// <returns>How many rows were computed.</returns>
    private int ComputePlane(GemmCall<T> call, Span<T> plane, Span<T> w, int n, int filter)
    {
        int width = (int)planes.Width.Output, rows = (int)planes.Height.Output;
        if (width < V.Count) rows -= (V.Count + width - 1) / width - 1;
        if (rows <= 0) return 0;
        Span<T> y = call.Output.Slice(call.OutputAt.At(n, filter), (int)planes.Height.Output * width);
        T bias = Problem.HasBias ? Bias[filter] : T.Zero;
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

    private void ComputeRow(GemmCall<T> call, Span<T> plane, Span<T> w, int n, int filter, int oh, Span<T> rows)
    {
        int width = (int)planes.Width.Output, offset = call.OutputAt.At(n, filter, 0, oh);
        Span<T> y = call.Output[offset..];
        T bias = Problem.HasBias ? Bias[filter] : T.Zero;
        if (filtersAtOnce > 1)
        {
            ComputeFilters(plane, w, rows, width);
            for (int f = 0; f < filtersAtOnce; f++)
                Copy(rows.Slice(f * rowPitch, width), y[(f * call.OutputAt.Channel)..], call.OutputAt.Width, Problem.HasBias ? Bias[filter + f] : T.Zero);
            return;
        }
        int done = 0;
        if (call.OutputAt.Width == 1)
        {
            for (; done + 4 * V.Count <= width; done += 4 * V.Count) RowTile<V, T>.One4(ref plane[done], taps, ref w[0], bias, ref y[done]);
            for (; done + V.Count <= width; done += V.Count) RowTile<V, T>.One1(ref plane[done], taps, ref w[0], bias, ref y[done]);
        }
        if (done == width) return;
        for (int at = done; at < width; at += V.Count) RowTile<V, T>.One1(ref plane[at], taps, ref w[0], bias, ref rows[at]);
        Copy(rows.Slice(done, width - done), y[(done * call.OutputAt.Width)..], call.OutputAt.Width, T.Zero);
    }

    /// <summary>Four or eight filters at once, into rows of their own.</summary>
    private void ComputeFilters(Span<T> plane, Span<T> w, Span<T> rows, int width)
    {
        int at = 0;
        if (filtersAtOnce == 4)
        {
            for (; at < width; at += 2 * V.Count) RowTile<V, T>.Four2(ref plane[at], taps, ref w[0], ref rows[at], rowPitch);
            return;
        }
        for (; at + 2 * V.Count < width; at += 3 * V.Count) RowTile8<V, T>.Eight3(ref plane[at], taps, ref w[0], ref rows[at], rowPitch);
        for (; at < width; at += V.Count) RowTile8<V, T>.Eight1(ref plane[at], taps, ref w[0], ref rows[at], rowPitch);
    }

    private static void Copy(ReadOnlySpan<T> row, Span<T> y, int step, T bias)
    {
        if (step == 1) TensorPrimitives.Add(row, bias, y[..row.Length]);
        else for (int i = 0; i < row.Length; i++) y[i * step] = row[i] + bias;
    }
}
