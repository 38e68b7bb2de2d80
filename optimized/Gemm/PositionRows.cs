using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// The same product with its roles exchanged, for small images: Yᵀ[positions, filters] = Bᵀ[positions, K]·Wᵀ[K, filters].
/// Positions are the rows of a tile, 7 at a time, where 49 of them would leave a register of 16 nearly empty; filters lie
/// along the registers. A block of B is packed as it is, K-major; 1×1 needs no packing where the tiles are whole: the image is B.
/// A thread holds <see cref="DepthBlock"/>·P elements of B and P·C_out/g results, which are turned over panel by panel; where tiles come in columns, of its
/// share of P, <see cref="ColumnDepth"/> elements each, and as many again in tiles.
/// </summary>
internal sealed class PositionRows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, ITile<V, T>
{
    /// <summary>Steps of K at once: a panel of weights, 32 floats wide, is 64 KiB then and stays in the second-level
    /// cache while all positions pass.</summary>
    public const int DepthBlock = 512;

    /// <summary>The same where tiles come in columns: a panel, 24 floats wide, is 24 KiB then and stays in the first-level cache.</summary>
    private const int ColumnDepth = 256;

    /// <summary>More positions than this are for <see cref="FilterRows{T, V, TTile}"/>: the results would leave the cache.</summary>
    public const int MostPositions = 256;

    /// <summary>So many tiles of positions for each thread, or more, and threads share the positions.</summary>
    private const int LeastTiles = 8;

    private readonly AlignedMemory<T> weights;
    private readonly int groupSize, positions, panels, panelsPerItem, positionsPerItem, itemsPerGroup, stretches;

    public PositionRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, PanelWidth);
        groupSize = (int)WeightPanels.GroupSize(problem, PanelWidth);
        positions = new VolumeShape(problem).Positions;
        panels = ((int)problem.OutputChannelsPerGroup + PanelWidth - 1) / PanelWidth;
        long groups = Math.Max(problem.Batch * problem.Groups, 1);
        // Shares of the filters each pack all positions, shares of the positions none twice.
        int tiles = (positions + TTile.Rows - 1) / TTile.Rows, most = TTile.TakesColumns ? threads : 2 * threads;
        int wanted = threads == 1 ? 1 : (int)Math.Clamp(most / groups, 1, panels), parts = TTile.TakesColumns && tiles >= LeastTiles * wanted ? wanted : 1;
        positionsPerItem = (tiles + parts - 1) / parts * TTile.Rows;
        panelsPerItem = parts > 1 ? panels : (panels + wanted - 1) / wanted;
        stretches = Math.Max((positions + positionsPerItem - 1) / Math.Max(positionsPerItem, 1), 1);
        itemsPerGroup = (panels + panelsPerItem - 1) / panelsPerItem * stretches;
    }

    private static int PanelWidth => TTile.Vectors * V.Count;

    protected override int Items => checked((int)(Problem.Batch * Problem.Groups) * itemsPerGroup);

    protected override void Compute(GemmCall<T> call, int item)
    {
        (item, int share) = Math.DivRem(item, itemsPerGroup);
        (int n, int group) = Math.DivRem(item, (int)Problem.Groups);
        (share, int stretch) = Math.DivRem(share, stretches);
        int from = stretch * positionsPerItem, count = Math.Min(positionsPerItem, positions - from), paddedPositions = (count + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        int firstPanel = share * panelsPerItem, lastPanel = Math.Min(firstPanel + panelsPerItem, panels);
        int pitch = (lastPanel - firstPanel) * PanelWidth, depth = Depth;
        Scratch<T> scratch = Scratch<T>.Mine;
        Span<T> results = scratch.Tile(paddedPositions * pitch + PanelWidth);
        if (Problem.HasBias) FillBias(results, paddedPositions, pitch, group, firstPanel * PanelWidth);
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(n, group * (int)Problem.InputChannelsPerGroup)..];
        bool inPlace = IsMatrix(call);
        int most = Math.Min(TTile.TakesColumns ? ColumnDepth : DepthBlock, depth), tiles = paddedPositions / TTile.Rows;
        Span<T> inTiles = TTile.TakesColumns ? scratch.Patch(paddedPositions * most) : default;
        int lda = inPlace ? call.InputAt.Channel : (paddedPositions + V.Count - 1) / V.Count * V.Count;
        Span<T> packed = inPlace ? default : scratch.Panel(lda * most + lda + V.Count);
        for (int k = 0; k < depth; k += most)
        {
            int steps = Math.Min(most, depth - k);
            if (!inPlace) Pack(call, scratch.Pieces, x, from, count, k, steps, lda, packed);
            ReadOnlySpan<T> b = inPlace ? x.Slice(k * lda + from, (steps - 1) * lda + count) : packed;
            if (TTile.TakesColumns) ToTiles(b, lda, count, steps, inTiles);
            for (int panel = firstPanel; panel < lastPanel; panel++)
            {
                int filters = Math.Min(PanelWidth, (int)Problem.OutputChannelsPerGroup - panel * PanelWidth);
                int vectors = (filters + V.Count - 1) / V.Count;
                ref T w = ref weights.Span[group * groupSize + (panel * depth + k) * PanelWidth];
                Span<T> c = results[((panel - firstPanel) * PanelWidth)..];
                bool accumulate = k > 0 || Problem.HasBias;
                if (TTile.TakesColumns) TTile.Column(vectors, tiles, steps, in inTiles[0], TTile.Rows, TTile.Rows * steps, in w, PanelWidth, ref c[0], pitch, accumulate);
                // A tile asks for as many cache lines as it has steps: each for its part of the weights behind these.
                else for (int at = 0; at < count; at += TTile.Rows)
                {
                    ref T next = ref Unsafe.Add(ref w, depth * PanelWidth + at / TTile.Rows * steps * (Prefetch.CacheLine / Unsafe.SizeOf<T>()));
                    TTile.Multiply(vectors, steps, in b[at], lda, in w, PanelWidth, ref c[at * pitch], pitch, accumulate, LinesAhead.From(in next));
                }
                // While the results of the panel are still in the cache.
                if (k + steps == depth) PositionWriter<T, V>.Write(call, call.OutputAt.At(n, group * (int)Problem.OutputChannelsPerGroup + panel * PanelWidth), filters, from, count, c, pitch);
            }
        }
    }

    /// <summary>Whether the image is B as it lies, and its tiles are whole: nothing is read past its end then.</summary>
    private bool IsMatrix(GemmCall<T> call) =>
        call.Shape.IsPointwise && positions % TTile.Rows == 0
        && call.InputAt.IsDense(call.Shape.Depth.Size, call.Shape.Height.Size, call.Shape.Width.Size);

    /// <summary>Rows of B to tiles of four positions, each with its steps one after the other: of a line of a row a tile takes a quarter.</summary>
    private static void ToTiles(ReadOnlySpan<T> b, int lda, int count, int steps, Span<T> tiles)
    {
        // The last elements that are read and written, checked.
        int padded = (count + TTile.Rows - 1) / TTile.Rows * TTile.Rows;
        _ = (b[(steps - 1) * lda + count - 1], tiles[padded * steps - 1]);
        ref T to = ref tiles[0];
        for (int at = 0; at < padded; at += 4)
        {
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), at);
            for (int k = 0; k < steps; k++)
            {
                Unsafe.As<T, (T, T, T, T)>(ref to) = Unsafe.As<T, (T, T, T, T)>(ref from);
                from = ref Unsafe.Add(ref from, lda);
                to = ref Unsafe.Add(ref to, 4);
            }
        }
    }

    /// <summary>The sums begin with it.</summary>
    private void FillBias(Span<T> results, int positions, int pitch, int group, int firstFilter)
    {
        int filters = Math.Min(pitch, (int)Problem.OutputChannelsPerGroup - firstFilter);
        ReadOnlySpan<T> bias = Bias.AsSpan(group * (int)Problem.OutputChannelsPerGroup + firstFilter, filters);
        for (int at = 0; at < positions; at++) bias.CopyTo(results[(at * pitch)..]);
    }

    /// <summary>Rows k … k + steps − 1 of B at some positions.</summary>
    private void Pack(GemmCall<T> call, PieceList pieces, ReadOnlySpan<T> x, int first, int positions, int k, int steps, int lda, Span<T> packed)
    {
        int channels = (int)Problem.InputChannelsPerGroup, stride = (int)call.Shape.Width.Stride * call.InputAt.Width, row = 0;
        for (int end = k + steps; k < end;)
        {
            (int tap, int channel) = Math.DivRem(k, channels);
            pieces.Find(call.Shape, call.InputAt, tap, first, positions);
            int count = Math.Min(channels - channel, end - k);
            InputPacker<V, T>.Pack(
                pieces.Pieces, x[(channel * call.InputAt.Channel)..], call.InputAt.Channel, count, stride, ref packed[row * lda], lda);
            (k, row) = (k + count, row + count);
        }
    }
}
