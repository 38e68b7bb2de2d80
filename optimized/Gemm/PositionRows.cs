using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// The same product with its roles exchanged, for small images: Yᵀ[positions, filters] = Bᵀ[positions, K]·Wᵀ[K, filters].
/// Positions are the rows of a tile, 7 at a time, where 49 of them would leave a register of 16 nearly empty; filters lie
/// along the registers. A block of B is packed as it is, K-major, and 1×1 needs no packing at all: the image is B.
/// A thread holds <see cref="DepthBlock"/>·P elements of B and P·C_out/g results, which are turned over at the end.
/// </summary>
internal sealed class PositionRows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
{
    /// <summary>Steps of K at once: a panel of weights, 64 floats wide, is 128 KiB then and stays in the second-level
    /// cache while all positions pass.</summary>
    public const int DepthBlock = 512;

    /// <summary>More positions than this are for <see cref="FilterRows{T, V, TTile}"/>: the results would leave the cache.</summary>
    public const int MostPositions = 256;

    private readonly T[] weights;
    private readonly int groupSize, positions, paddedPositions, panels, panelsPerItem, itemsPerGroup;

    public PositionRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, PanelWidth);
        groupSize = (int)WeightPanels.GroupSize(problem, PanelWidth);
        positions = new VolumeShape(problem).Positions;
        paddedPositions = (positions + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        panels = ((int)problem.OutputChannelsPerGroup + PanelWidth - 1) / PanelWidth;
        long groups = Math.Max(problem.Batch * problem.Groups, 1);
        int wanted = threads == 1 ? 1 : (int)Math.Clamp(2L * threads / groups, 1, panels);
        panelsPerItem = (panels + wanted - 1) / wanted;
        itemsPerGroup = (panels + panelsPerItem - 1) / panelsPerItem;
    }

    private static int PanelWidth => TTile.Vectors * V.Count;

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups) * itemsPerGroup);

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int share) = Math.DivRem(item, itemsPerGroup);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        int firstPanel = share * panelsPerItem, lastPanel = Math.Min(firstPanel + panelsPerItem, panels);
        int pitch = (lastPanel - firstPanel) * PanelWidth, depth = Depth;
        int lda = (paddedPositions + V.Count - 1) / V.Count * V.Count;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> packed = scratch.Panel(lda * Math.Min(DepthBlock, depth) + lda + V.Count), results = scratch.Tile(paddedPositions * pitch);
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup)..];
        for (int k = 0; k < depth; k += DepthBlock)
        {
            int steps = Math.Min(DepthBlock, depth - k);
            Pack(call, scratch.Pieces, x, k, steps, lda, packed);
            for (int panel = firstPanel; panel < lastPanel; panel++)
            {
                int filters = Math.Min(PanelWidth, (int)Problem.OutputChannelsPerGroup - panel * PanelWidth);
                int vectors = (filters + V.Count - 1) / V.Count;
                ref T w = ref weights[group * groupSize + (panel * depth + k) * PanelWidth];
                for (int at = 0; at < positions; at += TTile.Rows)
                {
                    ref T c = ref results[at * pitch + (panel - firstPanel) * PanelWidth];
                    TTile.Multiply(vectors, steps, in packed[at], lda, in w, PanelWidth, ref c, pitch, accumulate: k > 0);
                }
            }
        }
        TurnOver(call, results, pitch, n, group, firstPanel * PanelWidth);
    }

    /// <summary>Rows k … k + steps − 1 of B at all positions.</summary>
    private void Pack(GemmCall<T> call, PieceList pieces, ReadOnlySpan<T> x, int k, int steps, int lda, Span<T> packed)
    {
        int channels = (int)Problem.InputChannelsPerGroup, stride = (int)call.Shape.Width.Stride * call.InputAt.Width, row = 0;
        for (int end = k + steps; k < end;)
        {
            (int tap, int channel) = Math.DivRem(k, channels);
            pieces.Find(call.Shape, call.InputAt, tap, 0, positions, paddedPositions);
            int count = Math.Min(channels - channel, end - k);
            InputPacker<V, T>.Pack(
                pieces.Pieces, x[(channel * call.InputAt.Channel)..], call.InputAt.Channel, count, stride, ref packed[row * lda], lda);
            (k, row) = (k + count, row + count);
        }
    }

    /// <summary>Results lie position by position; the output wants them filter by filter.</summary>
    private void TurnOver(GemmCall<T> call, Span<T> results, int pitch, int n, int group, int firstFilter)
    {
        int filters = Math.Min(pitch, (int)Problem.OutputChannelsPerGroup - firstFilter);
        for (int f = 0; f < filters; f++)
        {
            int channel = group * (int)Problem.OutputChannelsPerGroup + firstFilter + f;
            Span<T> y = call.Output[call.OutputAt.At(n, channel)..];
            T bias = Problem.HasBias ? Bias[channel] : T.Zero;
            ref T from = ref results[f];
            if (call.OutputIsDense)
            {
                y = y[..positions];
                for (int p = 0; p < y.Length; p++) y[p] = Unsafe.Add(ref from, p * pitch) + bias;
            }
            else
            {
                for (int p = 0; p < positions; p++) y[call.OutputOffset(p)] = Unsafe.Add(ref from, p * pitch) + bias;
            }
        }
    }
}
