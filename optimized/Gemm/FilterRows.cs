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
/// A thread holds a packed block as large as <see cref="PackedGemm{T, V, TTile}"/> says.
/// </summary>
internal sealed class FilterRows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IPackingTile<V, T>
{
    private readonly AlignedMemory<T> weights;
    private readonly int groupSize;
    private readonly BlockGrid grid;
    private readonly SameRows<T>? same;

    public FilterRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, TTile.Rows);
        groupSize = (int)WeightPanels.GroupSize(problem, TTile.Rows);
        if (TTile.TakesColumns) same = SameRows<T>.For(new VolumeShape(problem), PackedGemm<T, V, TTile>.PanelWidth);
        grid = new BlockGrid(
            problem.Batch, problem.Groups, new VolumeShape(problem).Positions, PackedGemm<T, V, TTile>.PanelWidth, PackedGemm<T, V, TTile>.BlockPanels,
            problem.OutputChannelsPerGroup, TTile.Rows, threads);
    }

    protected override int Items => grid.Items;

    protected override void Compute(GemmCall<T> call, int item)
    {
        OutputBlock block = grid[item];
        int filter = block.Group * (int)Problem.OutputChannelsPerGroup + block.FromFilter, width = PackedGemm<T, V, TTile>.PanelWidth;
        Span<T> y = call.Output[call.OutputAt.At(block.Image, filter)..], panels = PackedGemm<T, V, TTile>.Panels;
        if (Problem.HasBias) TileOutput<T, V, TTile>.FillBias(call, block, y, Bias.AsSpan(filter, block.ToFilter - block.FromFilter));
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(block.Image, block.Group * (int)Problem.InputChannelsPerGroup)..];
        int step = PackedGemm<T, V, TTile>.Steps(Depth), last = PackedGemm<T, V, TTile>.Padded(block.Count % width);
        for (int k = 0; k < Depth; k += step)
        {
            int steps = Math.Min(step, Depth - k);
            ReadOnlySpan<T> a = weights.Span[(block.Group * groupSize + block.FromFilter * Depth + k * TTile.Rows)..];
            if (TTile.TakesColumns)
            {
                ComputePanels(call, block, y, x, k, steps, a, MatrixBlock<T>.Packed(panels, steps, block.Count, width, last), panels);
                continue;
            }
            for (int at = 0; at < block.Count; at += width) Pack(call, x, block.First + at, Math.Min(width, block.Count - at), k, steps, ref panels[at * steps]);
            PackedGemm<T, V, TTile>.Multiply(
                call, block, y, a, Depth * TTile.Rows, MatrixBlock<T>.Packed(panels, steps, block.Count, width, last), steps, k > 0 || Problem.HasBias);
        }
    }

    /// <summary>Panel by panel, each while it is in the first-level cache.</summary>
    private void ComputePanels(GemmCall<T> call, in OutputBlock block, Span<T> y, ReadOnlySpan<T> x, int k, int steps, ReadOnlySpan<T> a, in MatrixBlock<T> b, Span<T> panels)
    {
        int width = PackedGemm<T, V, TTile>.PanelWidth;
        bool accumulate = k > 0 || Problem.HasBias;
        for (int at = 0; at < block.Count; at += width)
        {
            int first = block.First + at, columns = Math.Min(width, block.Count - at);
            bool hasTile = same is not null && same.Follow(call.InputAt) && columns == width && block.ToFilter - block.FromFilter >= TTile.Rows && call.OutputIsDense;
            if (hasTile) PackBesideTile(call, x, first, k, steps, ref panels[at * steps], a, y[first..], accumulate);
            else Pack(call, x, first, columns, k, steps, ref panels[at * steps]);
            PackedGemm<T, V, TTile>.MultiplyColumn(call, block, y, hasTile ? TTile.Rows : 0, at, a, Depth * TTile.Rows, b, steps, accumulate);
        }
    }

    /// <summary>Packs a whole panel; its first tile is computed on the way, tap by tap, so that the core does not wait for the image alone.</summary>
    private void PackBesideTile(GemmCall<T> call, ReadOnlySpan<T> x, int first, int k, int steps, ref T panel, ReadOnlySpan<T> a, Span<T> y, bool accumulate)
    {
        int channels = (int)Problem.InputChannelsPerGroup, width = PackedGemm<T, V, TTile>.PanelWidth, apart = call.InputAt.Channel, channelOfY = call.OutputAt.Channel;
        // The last elements that are written and read, checked: the tiles themselves check none.
        _ = (y[(TTile.Rows - 1) * channelOfY + width - 1], a[steps * TTile.Rows - 1]);
        for (int step = 0, count; step < steps; step += count)
        {
            (int tap, int channel) = Math.DivRem(k + step, channels);
            count = Math.Min(channels - channel, steps - step);
            ref T rows = ref Unsafe.Add(ref panel, step * width);
            ref readonly T weight = ref a[step * TTile.Rows];
            int from = channel * apart;
            if (same!.TryFind(tap, first, out int start, out ReadOnlySpan<T> mask) && from + start >= 0 && (long)from + start + (long)(count - 1) * apart + width <= x.Length)
            {
                TTile.PackMasked(count, in weight, TTile.Rows, in x[from + start], apart, in mask[0], ref y[0], channelOfY, accumulate || step > 0, ref rows);
                continue;
            }
            Pack(call, x, first, width, k + step, count, ref rows);
            TTile.Multiply(TTile.Vectors, count, in weight, TTile.Rows, in rows, width, ref y[0], channelOfY, accumulate || step > 0, default);
        }
    }

    /// <summary>Packs a panel: rows k … k + steps − 1 of B at some positions.</summary>
    private void Pack(GemmCall<T> call, ReadOnlySpan<T> x, int first, int columns, int k, int steps, ref T panel)
    {
        PieceList pieces = Scratch<T>.Mine.Pieces;
        int channels = (int)Problem.InputChannelsPerGroup, row = PackedGemm<T, V, TTile>.Padded(columns);
        int stride = (int)call.Shape.Width.Stride * call.InputAt.Width;
        for (int end = k + steps; k < end;)
        {
            (int tap, int channel) = Math.DivRem(k, channels);
            pieces.Find(call.Shape, call.InputAt, tap, first, columns);
            int count = Math.Min(channels - channel, end - k);
            InputPacker<V, T>.Pack(
                pieces.Pieces, x[(channel * call.InputAt.Channel)..], call.InputAt.Channel, count, stride, ref panel, row);
            panel = ref Unsafe.Add(ref panel, count * row);
            k += count;
        }
    }
}
