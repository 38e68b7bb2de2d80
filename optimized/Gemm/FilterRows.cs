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

    public FilterRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, TTile.Rows);
        groupSize = (int)WeightPanels.GroupSize(problem, TTile.Rows);
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
        if (Problem.HasBias) PackedGemm<T, V, TTile>.FillBias(call, block, y, Bias.AsSpan(filter, block.ToFilter - block.FromFilter));
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(block.Image, block.Group * (int)Problem.InputChannelsPerGroup)..];
        int step = PackedGemm<T, V, TTile>.Steps(Depth), last = PackedGemm<T, V, TTile>.Padded(block.Count % width);
        for (int k = 0; k < Depth; k += step)
        {
            int steps = Math.Min(step, Depth - k);
            for (int at = 0; at < block.Count; at += width) Pack(call, x, block.First + at, Math.Min(width, block.Count - at), k, steps, ref panels[at * steps]);
            ReadOnlySpan<T> a = weights.Span[(block.Group * groupSize + block.FromFilter * Depth + k * TTile.Rows)..];
            PackedGemm<T, V, TTile>.Multiply(
                call, block, y, a, Depth * TTile.Rows, MatrixBlock<T>.Packed(panels, steps, block.Count, width, last), steps, k > 0 || Problem.HasBias);
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
