using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// F(m×m, r×r): a block of tiles is transformed, P = (m + r − 1)² matrix products follow, and the results are transformed back.
/// <code>
///   V: [P, C_in, tiles]     M[p] = V[p]ᵀ·U[p]     M: [P, tiles, filters]     Y tile = Aᵀ·M·A
/// </code>
/// Tiles are the rows of the product and filters lie along its registers: there are often few tiles, and seldom few filters.
/// A thread holds the V of a block and the M of one panel of filters: P·(C_in·<see cref="BlockTiles"/> +
/// BlockTiles·panel) elements. A dilated convolution is computed phase by phase, and one with a stride has s² channels for
/// each, see <see cref="Phase"/>.
/// </summary>
internal sealed class PreparedWinograd<T, V, TTile, TTransform> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
    where TTransform : struct, IWinogradTransform<V, T>
{
    /// <summary>Tiles at once at most: V of 64 channels in float is 430 KiB then, which a second-level cache of 1 MiB holds.</summary>
    private static int BlockTiles => WinogradSupport.BlockTiles(TTile.Rows);

    /// <summary>Channels that a thread transforms at once where a block is shared.</summary>
    private const int ChannelsAtOnce = 4;

    /// <summary>A second-level cache.</summary>
    private const long SecondLevelBytes = 1 << 20;

    private readonly AlignedMemory<T> weights;
    private readonly PartOrder order;
    private readonly (int From, int Depth)[] products;
    private readonly int channels, tiles, blockTiles, blocks, panels;
    private readonly bool inTwoPasses;
    private readonly (DealtTiles<T, V>[] Dealt, TileWriter<T, V> Writer)[] phases;
    private readonly Constants<V, T> constants = new(T.CreateChecked);

    public PreparedWinograd(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        (SpatialAxis height, SpatialAxis width) = (problem.Axes[0], problem.Axes[1]);
        int m = TTransform.Outputs;
        order = new PartOrder(height, width, TTransform.Taps);
        weights = WinogradWeights.Pack(problem, weight, weightAt, TTransform.Filter, order, PanelWidth);
        channels = (int)problem.InputChannels * order.Parts.Length;
        products = [.. Enumerable.Range(0, Points).Select(p => Product(p / Side == Side - 1, p % Side == Side - 1))];
        panels = ((int)problem.OutputChannels + PanelWidth - 1) / PanelWidth;
        Phase[] high = Phase.Of(height, TTransform.Taps), wide = Phase.Of(width, TTransform.Taps);
        phases = [.. high.SelectMany(h => wide.Select(w => (Parts(h, w), new TileWriter<T, V>(h, w, m))))];
        long images = problem.Batch * phases.Length;
        tiles = phases.Length == 0 ? 0 : checked((int)((high[0].Outputs + m - 1L) / m * ((wide[0].Outputs + m - 1L) / m)));
        blockTiles = threads == 1 ? BlockTiles : SharedBlock(tiles, images, threads);
        inTwoPasses = threads > 1 && (SharesWeights || images * ((tiles + blockTiles - 1) / blockTiles) < threads);
        if (inTwoPasses) blockTiles = BlockTiles;
        blocks = (tiles + blockTiles - 1) / blockTiles;
    }

    /// <summary>Whether the weights are more than a second-level cache holds: threads with tiles of their own would each read all of them.</summary>
    private bool SharesWeights => (long)weights.Span.Length * Unsafe.SizeOf<T>() > SecondLevelBytes;

    /// <summary>What the parts of a channel read.</summary>
    private DealtTiles<T, V>[] Parts(Phase height, Phase width)
    {
        var dealt = new DealtTiles<T, V>[order.Parts.Length];
        for (int i = 0; i < dealt.Length; i++)
            dealt[i] = new(height.Parts[order.Parts[i].High], width.Parts[order.Parts[i].Wide], TTransform.Outputs, TTransform.Taps, BlockTiles);
        return dealt;
    }

    /// <summary>The rows of V that the product of a point takes; none where all its weights are zero.</summary>
    private (int From, int Depth) Product(bool isLastRow, bool isLastColumn)
    {
        (int from, int count) = order.For(isLastRow, isLastColumn);
        return count == 0 ? (0, 0) : (from * (int)Problem.InputChannels, count * (int)Problem.InputChannels);
    }

    /// <summary>The largest block with which the threads are done about as soon as with any other.</summary>
    private static int SharedBlock(long tiles, long batch, int threads)
    {
        double Longest(int block)
        {
            long whole = tiles / block * batch, rest = (tiles % block + TTile.Rows - 1) / TTile.Rows * TTile.Rows * batch;
            return Math.Max((whole + threads - 1) / threads * block, (double)(whole * block + rest) / threads);
        }

        int best = BlockTiles;
        for (int block = BlockTiles - TTile.Rows; block > 0; block -= TTile.Rows)
            if (Longest(block) < 0.97 * Longest(best)) best = block;
        return best;
    }

    protected override int Items => checked((int)Problem.Batch * phases.Length * blocks);

    protected override bool MayBeLine => false;

    /// <summary>Filters of a panel: two registers where a tile has seven rows or eight, which then need 9 or 10 loads for 14 or 16 products.</summary>
    private static int PanelWidth => (TTile.Rows >= 7 ? 2 : TTile.Vectors) * V.Count;

    private static int Side => TTransform.Outputs + TTransform.Taps - 1;

    private static int Points => Side * Side;

    /// <summary>Blocks of tiles side by side, each by one thread; or one block after the other, each by all threads: first its
    /// channels are shared out, then the panels of filters.</summary>
    protected override void Execute(GemmCall<T> call)
    {
        if (!inTwoPasses)
        {
            base.Execute(call);
            return;
        }
        call.Shared = Scratch<T>.Mine.SharedPanel(Points * Apart(channels * Pitch(blockTiles)));
        for (int item = 0; item < Items; item++)
        {
            call.Pass = 2 * item;
            Share(call, ((int)Problem.InputChannels + ChannelsAtOnce - 1) / ChannelsAtOnce);
            call.Pass = 2 * item + 1;
            Share(call, panels);
        }
    }

    protected override void Compute(GemmCall<T> call, int item)
    {
        if (!inTwoPasses)
        {
            Span<T> v = Scratch<T>.Mine.Panel(Points * Apart(channels * Pitch(blockTiles)));
            Forward(call, Block(item), v, 0, (int)Problem.InputChannels);
            for (int panel = 0; panel < panels; panel++) Back(call, Block(item), v, panel);
        }
        else if (call.Pass % 2 == 0)
        {
            int from = item * ChannelsAtOnce;
            Forward(call, Block(call.Pass / 2), call.Shared.Span, from, Math.Min(from + ChannelsAtOnce, (int)Problem.InputChannels));
        }
        else
        {
            Back(call, Block(call.Pass / 2), call.Shared.Span, item);
        }
    }

    private TileBlock Block(int item)
    {
        (item, int block) = Math.DivRem(item, blocks);
        (int n, int phase) = Math.DivRem(item, phases.Length);
        return new(n, phase, block * blockTiles, Math.Min(blockTiles, tiles - block * blockTiles));
    }

    /// <summary>The distance of two channels of V.</summary>
    private static int Pitch(int tiles) => (tiles + V.Count - 1) / V.Count * V.Count;

    /// <summary>V of some channels.</summary>
    private void Forward(GemmCall<T> call, TileBlock block, Span<T> v, int from, int to)
    {
        DealtTiles<T, V>[] parts = phases[block.Phase].Dealt;
        int pitch = Pitch(block.Count), apart = Apart(channels * pitch);
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> plane = scratch.Plane(parts[0].Size), patch = scratch.Patch(Math.Max(Points * V.Count, parts[0].Room));
        for (int c = from; c < to; c++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                DealtTiles<T, V> dealt = parts[part];
                dealt.Fill(call, call.InputAt.At(block.Image, c), block.First, block.Count, plane, patch);
                WinogradTiles<T, V, TTransform>.Forward(
                    ref plane[dealt.Start(block.First)], dealt.Plane, dealt.TilesWide, ref v[(part * (int)Problem.InputChannels + c) * pitch], apart, pitch / V.Count,
                    ref patch[0], constants);
            }
        }
    }

    /// <summary>The products of a panel of filters, and the outputs that they make.</summary>
    private void Back(GemmCall<T> call, TileBlock block, Span<T> v, int panel)
    {
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> m = scratch.Tile(Points * Apart(BlockTiles * PanelWidth));
        int pitch = Pitch(block.Count);
        Multiply(v, Apart(channels * pitch), pitch, m, panel, block.Count);
        TransformBack(
            call, block, panel * PanelWidth, m, scratch.Plane(phases[block.Phase].Writer.RowSize * TTransform.Outputs), scratch.Patch(Points * V.Count));
    }

    /// <summary>The distance of two points: an odd number of cache lines, since at a power of two all points would meet in
    /// one set of the first-level cache.</summary>
    private static int Apart(int length)
    {
        int line = 64 / Unsafe.SizeOf<T>();
        return (length / line | 1) * line + 2 * line;
    }

    private void Multiply(Span<T> v, int apart, int pitch, Span<T> m, int panel, int count)
    {
        int mApart = Apart(BlockTiles * PanelWidth), filters = Math.Min(PanelWidth, (int)Problem.OutputChannels - panel * PanelWidth);
        int vectors = (filters + V.Count - 1) / V.Count;
        int step = panels * PanelWidth * channels, line = Prefetch.CacheLine / Unsafe.SizeOf<T>();
        for (int p = 0; p < Points; p++)
        {
            (int from, int depth) = products[p];
            ref T u = ref weights.Span[p * step + panel * PanelWidth * channels + from * PanelWidth], next = ref Unsafe.Add(ref u, step);
            for (int tile = 0; tile < count; tile += TTile.Rows)
            {
                // Tiles ask for the weights of the next point: each for as many cache lines as it has steps, until that is all.
                int asked = tile / TTile.Rows * depth * line;
                ref T ahead = ref Unsafe.Add(ref next, asked < depth * PanelWidth ? asked : 0);
                TTile.Multiply(vectors, depth, in v[p * apart + from * pitch + tile], pitch, in u, PanelWidth,
                    ref m[p * mApart + tile * PanelWidth], PanelWidth, accumulate: false, in ahead);
            }
        }
    }

    private void TransformBack(GemmCall<T> call, TileBlock block, int filter, Span<T> m, Span<T> results, Span<T> patch)
    {
        (DealtTiles<T, V>[] parts, TileWriter<T, V> writer) = phases[block.Phase];
        int apart = Apart(BlockTiles * PanelWidth), filters = Math.Min(PanelWidth, (int)Problem.OutputChannels - filter);
        for (int tile = 0; tile < block.Count;)
        {
            (int row, int column) = Math.DivRem(block.First + tile, parts[0].TilesWide);
            int run = Math.Min(Math.Min(writer.TilesAtOnce, parts[0].TilesWide - column), block.Count - tile);
            for (int f = 0; f < filters; f += V.Count)
            {
                int some = Math.Min(V.Count, filters - f);
                V bias = Problem.HasBias ? LoadBias(filter + f, some, patch) : V.Zero;
                for (int t = 0; t < run; t++)
                {
                    WinogradTiles<T, V, TTransform>.Back(
                        ref m[(tile + t) * PanelWidth + f], apart, ref results[t * TTransform.Outputs * V.Count], writer.RowSize, bias, ref patch[0], constants);
                }
                writer.Write(call, call.OutputAt.At(block.Image, filter + f), row, column, run, some, results);
            }
            tile += run;
        }
    }

    private V LoadBias(int filter, int count, Span<T> room)
    {
        Bias.AsSpan(filter, count).CopyTo(room);
        return V.Load(in room[0]);
    }
}
