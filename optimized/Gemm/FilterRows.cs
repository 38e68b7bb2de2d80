using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// Tiled (implicit) im2col: Y[filters, positions] = W[filters, K]·B[K, positions], with filters along the rows of a tile
/// and positions along its registers. B is packed from the image, block by block, and never exists as a whole:
/// <code>
///   panel 0          panel 1               k = tap·(C_in/g) + channel
///   k = 0: x x … x   k = 0: x x … x        NR positions a row; the last panel of an image
///   k = 1: x x … x   …                     is as many registers wide as it needs
/// </code>
/// A thread holds <see cref="BlockPanels"/> panels of <see cref="DepthBlock"/> rows: BlockPanels·NR·DepthBlock elements.
/// </summary>
internal sealed class FilterRows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
{
    /// <summary>Steps of K at once. A panel of weights (8 rows) is 12 KiB then and stays in the first-level cache.</summary>
    public const int DepthBlock = 384;

    /// <summary>Panels at once: 5 of 48 floats and 384 steps are 360 KiB, which a second-level cache of 512 KiB holds.</summary>
    public const int BlockPanels = 5;

    private readonly T[] weights;
    private readonly int groupSize, positions, blocks, filterChunks, filtersPerChunk;

    public FilterRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, TTile.Rows);
        groupSize = (int)WeightPanels.GroupSize(problem, TTile.Rows);
        positions = new VolumeShape(problem).Positions;
        blocks = (positions + BlockPositions - 1) / BlockPositions;
        int tiles = ((int)problem.OutputChannelsPerGroup + TTile.Rows - 1) / TTile.Rows;
        // Few blocks: the filters are shared out too, which packs the input once for each share.
        long blockItems = Math.Max(problem.Batch * problem.Groups * blocks, 1);
        int wanted = threads == 1 ? 1 : (int)Math.Clamp(4L * threads / blockItems, 1, tiles);
        filtersPerChunk = (tiles + wanted - 1) / wanted * TTile.Rows;
        filterChunks = ((int)problem.OutputChannelsPerGroup + filtersPerChunk - 1) / filtersPerChunk;
    }

    private static int PanelWidth => TTile.Vectors * V.Count;

    private static int BlockPositions => BlockPanels * PanelWidth;

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups) * blocks * filterChunks);

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int chunk) = Math.DivRem(item, filterChunks);
        (item, int block) = Math.DivRem(item, blocks);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int first = block * BlockPositions, count = Math.Min(BlockPositions, positions - first);
        int fromFilter = chunk * filtersPerChunk;
        int toFilter = Math.Min(fromFilter + filtersPerChunk, (int)Problem.OutputChannelsPerGroup);
        if (Problem.HasBias) FillBias(call, n, group, fromFilter, toFilter, first, count);

        int depth = Depth, depthBlocks = (depth + DepthBlock - 1) / DepthBlock;
        int step = (depth + depthBlocks - 1) / depthBlocks;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> panels = scratch.Panel(BlockPositions * DepthBlock + V.Count);
        Span<T> tile = scratch.Tile(TTile.Rows * PanelWidth);
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup)..];
        for (int k = 0; k < depth; k += step)
        {
            int steps = Math.Min(step, depth - k);
            for (int at = 0; at < count; at += PanelWidth)
                Pack(call, scratch.Pieces, x, first + at, Math.Min(PanelWidth, count - at), k, steps, ref panels[at * steps]);
            bool accumulate = k > 0 || Problem.HasBias;
            for (int filter = fromFilter; filter < toFilter; filter += TTile.Rows)
            {
                ref T a = ref weights[group * groupSize + filter * depth + k * TTile.Rows];
                int rows = Math.Min(TTile.Rows, toFilter - filter);
                Span<T> y = call.Output[call.OutputAt.At(n, group * (int)Problem.OutputChannelsPerGroup + filter)..];
                for (int at = 0; at < count; at += PanelWidth)
                {
                    MultiplyTile(call, in a, in panels[at * steps], steps, y, first + at,
                        rows, Math.Min(PanelWidth, count - at), tile, accumulate);
                }
            }
        }
    }

    /// <summary>Packs a panel: rows k … k + steps − 1 of B at some positions.</summary>
    private void Pack(
        GemmCall<T> call, PieceList pieces, ReadOnlySpan<T> x, int first, int columns, int k, int steps, ref T panel)
    {
        int channels = (int)Problem.InputChannelsPerGroup, row = Vectors(columns) * V.Count;
        int stride = (int)call.Shape.Width.Stride * call.InputAt.Width;
        for (int end = k + steps; k < end;)
        {
            (int tap, int channel) = Math.DivRem(k, channels);
            pieces.Find(call.Shape, call.InputAt, tap, first, columns, row);
            int count = Math.Min(channels - channel, end - k);
            InputPacker<V, T>.Pack(
                pieces.Pieces, x[(channel * call.InputAt.Channel)..], call.InputAt.Channel, count, stride, ref panel, row);
            panel = ref Unsafe.Add(ref panel, count * row);
            k += count;
        }
    }

    private static void MultiplyTile(
        GemmCall<T> call, ref readonly T a, ref readonly T panel, int steps, Span<T> y, int position,
        int rows, int columns, Span<T> tile, bool accumulate)
    {
        int vectors = Vectors(columns), filterStride = call.OutputAt.Channel;
        if (rows == TTile.Rows && columns == vectors * V.Count && call.OutputIsDense)
        {
            // The last element that is written, checked: the kernel itself checks none.
            _ = y[(rows - 1) * filterStride + position + columns - 1];
            TTile.Multiply(vectors, steps, in a, TTile.Rows, in panel, vectors * V.Count, ref y[position], filterStride, accumulate);
            return;
        }
        TTile.Multiply(vectors, steps, in a, TTile.Rows, in panel, vectors * V.Count, ref tile[0], PanelWidth, accumulate: false);
        for (int column = 0; column < columns; column++)
        {
            int offset = call.OutputOffset(position + column);
            for (int row = 0; row < rows; row++)
            {
                ref T to = ref y[row * filterStride + offset];
                to = accumulate ? to + tile[row * PanelWidth + column] : tile[row * PanelWidth + column];
            }
        }
    }

    private void FillBias(GemmCall<T> call, int n, int group, int fromFilter, int toFilter, int first, int count)
    {
        for (int filter = fromFilter; filter < toFilter; filter++)
        {
            int channel = group * (int)Problem.OutputChannelsPerGroup + filter;
            Span<T> y = call.Output[call.OutputAt.At(n, channel)..];
            if (call.OutputIsDense) y.Slice(first, count).Fill(Bias[channel]);
            else for (int p = first; p < first + count; p++) y[call.OutputOffset(p)] = Bias[channel];
        }
    }

    private static int Vectors(int columns) => (columns + V.Count - 1) / V.Count;
}
