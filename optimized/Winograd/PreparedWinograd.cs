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
/// A thread holds the V of a block and the M of one panel of filters: P·(C_in·B + B·panel) elements for B tiles, see
/// <see cref="WinogradSupport.BlockTiles"/>. A dilated convolution is computed phase by phase, and one with a stride has s² channels for
/// each, see <see cref="Phase"/>.
/// </summary>
internal sealed class PreparedWinograd<T, V, TTile, TTransform> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
    where TTransform : struct, IWinogradTransform<V, T>
{
    /// <summary>Channels that a thread transforms at once where a block is shared.</summary>
    private const int ChannelsAtOnce = 4;

    private readonly PartOrder order;
    private readonly WinogradProducts<T, V, TTile> products;
    private readonly TileBlocks blocks;
    private readonly int channels, blockTiles;
    private readonly (DealtTiles<T, V>[] Dealt, TileWriter<T, V> Writer)[] phases;
    private readonly Constants<V, T> constants = new(T.CreateChecked);

    public PreparedWinograd(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        (SpatialAxis height, SpatialAxis width) = (problem.Axes[0], problem.Axes[1]);
        int m = TTransform.Outputs;
        order = new PartOrder(height, width, TTransform.Taps);
        products = new(problem, weight, weightAt, TTransform.Filter, Side, order);
        channels = (int)problem.InputChannels * order.Parts.Length;
        Phase[] high = Phase.Of(height, TTransform.Taps), wide = Phase.Of(width, TTransform.Taps);
        int tiles = high.Length == 0 || wide.Length == 0 ? 0 : checked((int)((high[0].Outputs + m - 1L) / m * ((wide[0].Outputs + m - 1L) / m)));
        int most = WinogradSupport.BlockTiles(TTile.Rows, tiles);
        if (threads > 1 && !IsShared(most) && IsCrowded(most)) most = WinogradSupport.BlockTiles(TTile.Rows, tiles, areFew: true);
        blocks = new(tiles, problem.Batch, high.Length * wide.Length, TTile.Rows, threads, IsShared(most), most);
        blockTiles = blocks.Most;
        phases = [.. high.SelectMany(h => wide.Select(w => (Parts(h, w), new TileWriter<T, V>(h, w, m))))];
    }

    /// <summary>Whether threads that share a block are faster. Each then reads a part of the weights, which a second-level cache does not hold; but of
    /// V what the others wrote. Where that is slow, V must be the smaller by far. Zen 5, two threads: with 1.2 of V for 2.4 MB of weights 0.47 ms
    /// where blocks side by side take 0.36, with 4.7 for 5.3 MB 1.3 and 0.82, with 2.4 for 9.4 MB 1.8 and 2.2.</summary>
    private bool IsShared(int most) => products.IsLarge && (Machine.IsIntel || products.Bytes > 3L * Points * channels * Pitch(most) * Unsafe.SizeOf<T>());

    /// <summary>Whether a second-level cache holds the weights, but not V and M beside them.</summary>
    private bool IsCrowded(int most) => !products.IsLarge
        && products.Bytes + (long)Points * (channels * Pitch(most) + most * PanelWidth) * Unsafe.SizeOf<T>() > WinogradSupport.SecondLevelBytes;

    /// <summary>What the parts of a channel read.</summary>
    private DealtTiles<T, V>[] Parts(Phase height, Phase width)
    {
        var dealt = new DealtTiles<T, V>[order.Parts.Length];
        for (int i = 0; i < dealt.Length; i++)
            dealt[i] = new(height.Parts[order.Parts[i].High], width.Parts[order.Parts[i].Wide], TTransform.Outputs, TTransform.Taps, blockTiles);
        return dealt;
    }

    protected override int Items => blocks.Items;

    protected override bool MayBeLine => false;

    private static int PanelWidth => WinogradProducts<T, V, TTile>.PanelWidth;

    private static int Side => TTransform.Outputs + TTransform.Taps - 1;

    private static int Points => Side * Side;

    /// <summary>Blocks of tiles side by side, each by one thread; or one block after the other, each by all threads: first its
    /// channels are shared out, then the panels of filters.</summary>
    protected override void Execute(GemmCall<T> call)
    {
        if (!blocks.InTwoPasses)
        {
            base.Execute(call);
            return;
        }
        call.Shared = Scratch<T>.Mine.SharedPanel(Points * Apart(channels * Pitch(blocks.Most)));
        for (int item = 0; item < Items; item++)
        {
            call.Pass = 2 * item;
            Share(call, ((int)Problem.InputChannels + ChannelsAtOnce - 1) / ChannelsAtOnce);
            call.Pass = 2 * item + 1;
            Share(call, products.Panels);
        }
    }

    protected override void Compute(GemmCall<T> call, int item)
    {
        if (!blocks.InTwoPasses)
        {
            Span<T> v = Scratch<T>.Mine.Panel(Points * Apart(channels * Pitch(blocks.Most)));
            Forward(call, blocks[item], v, 0, (int)Problem.InputChannels);
            for (int panel = 0; panel < products.Panels; panel++) Back(call, blocks[item], v, panel);
        }
        else if (call.Pass % 2 == 0)
        {
            int from = item * ChannelsAtOnce;
            Forward(call, blocks[call.Pass / 2], call.Shared.Span, from, Math.Min(from + ChannelsAtOnce, (int)Problem.InputChannels));
        }
        else
        {
            Back(call, blocks[call.Pass / 2], call.Shared.Span, item);
        }
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
            if (call.InputIsFar && c + 1 < to) parts[0].Ask(call, call.InputAt.At(block.Image, c + 1), block.First, block.Count);
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
        Span<T> m = scratch.Tile(Points * Apart(blockTiles * PanelWidth));
        int pitch = Pitch(block.Count);
        products.Multiply(v, Apart(channels * pitch), pitch, m, Apart(blockTiles * PanelWidth), panel, block.Count);
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

    private void TransformBack(GemmCall<T> call, TileBlock block, int filter, Span<T> m, Span<T> results, Span<T> patch)
    {
        (DealtTiles<T, V>[] parts, TileWriter<T, V> writer) = phases[block.Phase];
        int apart = Apart(blockTiles * PanelWidth), filters = Math.Min(PanelWidth, (int)Problem.OutputChannels - filter);
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
