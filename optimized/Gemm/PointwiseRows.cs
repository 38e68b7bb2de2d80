using System.Numerics;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// 1×1: Y[filters, positions] = W[filters, C_in/g]·X[C_in/g, positions]. At stride 1 without pads the image is the matrix,
/// and tiles read it where it lies; only a last panel that does not fill its registers is packed, so that nothing is read
/// past the end. Where rows pages apart are slow to read, see <see cref="Machine.ReadsRowsInPlace"/>, or tiles come in columns, the first row of tiles
/// packs its panels for the others; and where they come in rows, they ask for the next block. Otherwise the positions are gathered into panels, block by block.
/// <code>
///   X: [C_in/g, P]      NR      NR    rest
///                 ┌───────┬───────┬──┐
///   channel 0     │       │       │  │      rows of a panel lie P apart: read in place
///   channel 1     │       │       │  │ →    the rest is packed: C_in/g rows of whole registers
///   …             └───────┴───────┴──┘
/// </code>
/// A thread holds one block of B at most, as large as <see cref="PackedGemm{T, V, TTile}"/> says.
/// </summary>
internal sealed class PointwiseRows<T, V, TTile> : PreparedGemm<T>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IPackingTile<V, T>
{
    /// <summary>A panel is packed where so many tiles of filters read it, or more.</summary>
    private const int TilesWorthPacking = 4;

    /// <summary>Panels of a block that is packed. Fewer than of one that is read in place: the fewer, the more of the weights' tiles find a panel in the
    /// first-level cache (Emerald Rapids, 2 for 5: 2 % faster; 1: 3 % with 256 channels, but 2 % slower with 64).</summary>
    private const int BlockPanels = 2;

    private readonly AlignedMemory<T> weights;
    private readonly int groupSize;
    private readonly BlockGrid grid;
    private readonly bool isPacked;

    public PointwiseRows(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> bias, int biasStride, int threads, bool? inPlace)
        : base(problem, bias, biasStride, threads)
    {
        weights = WeightPanels.Pack(problem, weight, weightAt, TTile.Rows);
        groupSize = (int)WeightPanels.GroupSize(problem, TTile.Rows);
        isPacked = !(inPlace ?? (Machine.ReadsRowsInPlace && !TTile.TakesColumns || problem.OutputChannelsPerGroup <= TilesWorthPacking * TTile.Rows));
        grid = new BlockGrid(
            problem.Batch, problem.Groups, new VolumeShape(problem).Positions, PackedGemm<T, V, TTile>.PanelWidth, isPacked ? BlockPanels : PackedGemm<T, V, TTile>.BlockPanels,
            problem.OutputChannelsPerGroup, TTile.Rows, threads);
    }

    protected override int Items => grid.Items;

    protected override void Compute(GemmCall<T> call, int item)
    {
        OutputBlock block = grid[item];
        VolumeShape shape = call.Shape;
        bool isMatrix = shape.IsPointwise && call.InputAt.IsDense(shape.Depth.Size, shape.Height.Size, shape.Width.Size);
        if (isMatrix && !isPacked && call.OutputIsDense) block = grid.Turned(block, ToWholeRegister(call, block.Image));
        int filter = block.Group * (int)Problem.OutputChannelsPerGroup + block.FromFilter;
        Span<T> y = call.Output[call.OutputAt.At(block.Image, filter)..], panels = PackedGemm<T, V, TTile>.Panels;
        if (Problem.HasBias) TileOutput<T, V, TTile>.FillBias(call, block, y, Bias.AsSpan(filter, block.ToFilter - block.FromFilter));
        ReadOnlySpan<T> x = call.Input[call.InputAt.At(block.Image, block.Group * Depth)..];
        int step = PackedGemm<T, V, TTile>.Steps(Depth);
        for (int k = 0; k < Depth; k += step)
        {
            int steps = Math.Min(step, Depth - k);
            ReadOnlySpan<T> rows = x[(k * call.InputAt.Channel)..];
            MatrixBlock<T> b = !isMatrix ? Gather(call, rows, block, steps, panels)
                : isPacked ? Packed(call, rows, block, steps, panels) : InPlace(call, rows, block, steps, panels);
            ReadOnlySpan<T> a = weights.Span[(block.Group * groupSize + block.FromFilter * Depth + k * TTile.Rows)..];
            PackedGemm<T, V, TTile>.Multiply(call, block, y, a, Depth * TTile.Rows, b, steps, k > 0 || Problem.HasBias, isMatrix && isPacked ? Ahead(call, item, k + step) : default);
        }
    }

    /// <summary>What is packed next: this item's rows from a step on or, behind its last, the next item's first.</summary>
    private BlockAhead Ahead(GemmCall<T> call, int item, int k)
    {
        if (k >= Depth) (item, k) = (item + 1, 0);
        if (item >= Items) return default;
        OutputBlock block = grid[item];
        return BlockAhead.Of(in call.Input[call.InputAt.At(block.Image, block.Group * Depth + k) + block.First], call.InputAt.Channel, block.Count);
    }

    /// <summary>The positions of an image before the first that begins a whole register of memory, where it is the same in all rows. Panels that
    /// begin there load no register from two cache lines; what lies before shares a register with what is left at the end.</summary>
    private static unsafe int ToWholeRegister(GemmCall<T> call, int image)
    {
        int register = V.Count * sizeof(T), beyond = (int)(Prefetch.Place(in call.Input[call.InputAt.At(image, 0)]) % register);
        bool isSame = beyond % sizeof(T) == 0 && call.InputAt.Channel % V.Count == 0 && call.Shape.Positions % V.Count == 0;
        return isSame ? (register - beyond) % register / sizeof(T) : 0;
    }

    /// <summary>A block of the image as it lies; a last panel that does not fill its registers, or of whose columns some lie elsewhere, is packed.</summary>
    private static MatrixBlock<T> InPlace(GemmCall<T> call, ReadOnlySpan<T> x, in OutputBlock block, int steps, Span<T> panels)
    {
        int width = PackedGemm<T, V, TTile>.PanelWidth, pitch = call.InputAt.Channel, last = block.Count - (block.Count - 1) / width * width;
        bool isWhole = last % V.Count == 0 && block.Round == 0;
        int inPlace = isWhole ? block.Count : block.Count - last;
        if (!isWhole) PanelPacking<V, T>.PackLast(x, pitch, steps, block.First + inPlace, last, block.Round, panels);
        return MatrixBlock<T>.InPlace(x[block.First..], pitch, steps, inPlace, width, panels, PackedGemm<T, V, TTile>.Padded(last));
    }

    /// <summary>A block of it that the first row of tiles packs; a last panel that does not fill its registers is packed here.</summary>
    private static MatrixBlock<T> Packed(GemmCall<T> call, ReadOnlySpan<T> x, in OutputBlock block, int steps, Span<T> panels)
    {
        int width = PackedGemm<T, V, TTile>.PanelWidth, pitch = call.InputAt.Channel, last = block.Count % width;
        int toPack = last % V.Count == 0 ? block.Count : block.Count - last;
        if (toPack < block.Count) PanelPacking<V, T>.PackLast(x, pitch, steps, block.First + toPack, last, 0, panels[(toPack * steps)..]);
        return MatrixBlock<T>.ToPack(x[block.First..], pitch, toPack, panels, steps, block.Count, width, PackedGemm<T, V, TTile>.Padded(last));
    }

    /// <summary>A block gathered from an image with strides, pads or gaps.</summary>
    private static MatrixBlock<T> Gather(GemmCall<T> call, ReadOnlySpan<T> x, in OutputBlock block, int steps, Span<T> panels)
    {
        int width = PackedGemm<T, V, TTile>.PanelWidth, stride = (int)call.Shape.Width.Stride * call.InputAt.Width;
        PieceList pieces = Scratch<T>.Mine.Pieces;
        for (int at = 0; at < block.Count; at += width)
        {
            int columns = Math.Min(width, block.Count - at), pitch = PackedGemm<T, V, TTile>.Padded(columns);
            pieces.Find(call.Shape, call.InputAt, tap: 0, block.First + at, columns);
            InputPacker<V, T>.Pack(pieces.Pieces, x, call.InputAt.Channel, steps, stride, ref panels[at * steps], pitch);
        }
        return MatrixBlock<T>.Packed(panels, steps, block.Count, width, PackedGemm<T, V, TTile>.Padded(block.Count % width));
    }
}
