using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// The loops around the register micro-kernel: Y[filters, positions] (+)= A[filters, KC]·B[KC, positions], for a block of B
/// that the second-level cache holds.
/// <code>
///              B block: whole panels, NR wide │ last
///                  ┌────────┬────────┬────────┬───┐
///                  │        │        │        │   │  KC    a panel stays in the second-level cache
///                  └────────┴────────┴────────┴───┘
///   A panel  ┌──┐  ┌────────┐
///         MR │KC│  │ tile   │ →                       the panel of A stays in the first-level cache while a row of
///            └──┘  └────────┘                         tiles is computed; C of a tile stays in registers
///              ↓
/// </code>
/// </summary>
internal static class PackedGemm<T, V, TTile>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IPackingTile<V, T>
{
    /// <summary>KC: a panel of A, of 8 rows of floats, is 12 KiB then and stays in the first-level cache.</summary>
    public const int DepthBlock = 384;

    /// <summary>Panels of a block: 5 of 48 floats and 384 steps are 360 KiB, which a second-level cache of 512 KiB holds.</summary>
    public const int BlockPanels = 5;

    /// <summary>NR.</summary>
    public static int PanelWidth => TTile.Vectors * V.Count;

    /// <summary>The positions of a block.</summary>
    public static int BlockPositions => BlockPanels * PanelWidth;

    /// <summary>A thread's memory for a packed block.</summary>
    public static Span<T> Panels => Scratch<T>.Mine.Panel(BlockPositions * DepthBlock + V.Count);

    /// <summary>The steps of one depth block, so that all are about as deep: KC at most.</summary>
    public static int Steps(int depth)
    {
        int blocks = (depth + DepthBlock - 1) / DepthBlock;
        return (depth + blocks - 1) / blocks;
    }

    /// <summary>Columns, rounded up to whole registers.</summary>
    public static int Padded(int columns) => (columns + V.Count - 1) / V.Count * V.Count;

    /// <summary>All tiles of a block.</summary>
    /// <param name="call">Where the output lies.</param>
    /// <param name="block">Which part of it.</param>
    /// <param name="y">The output from the first filter of the block on.</param>
    /// <param name="a">The first panel of A at the first step.</param>
    /// <param name="panelOfA">The distance of two panels of A.</param>
    /// <param name="b">The block of B.</param>
    /// <param name="steps">KC.</param>
    /// <param name="accumulate">Whether the product is added to what Y holds.</param>
    /// <param name="soon">The block that is packed next, where its lines are to be asked for.</param>
    public static void Multiply(
        GemmCall<T> call, in OutputBlock block, Span<T> y, ReadOnlySpan<T> a, int panelOfA, in MatrixBlock<T> b, int steps, bool accumulate, BlockAhead soon = default)
    {
        int turn = 0, filters = block.ToFilter - block.FromFilter;
        Span<T> tile = Scratch<T>.Mine.Tile(TTile.Rows * PanelWidth);
        if (TTile.TakesColumns)
        {
            for (int at = 0; at < block.Count; at += PanelWidth)
            {
                bool packs = at < b.Unpacked;
                if (packs) MultiplyTile(call, block, y, filter: 0, at, a, panelOfA, b, steps, accumulate, soon: null, tile);
                MultiplyColumn(call, block, y, packs ? TTile.Rows : 0, at, a, panelOfA, b, steps, accumulate);
            }
            return;
        }
        for (int filter = 0; filter < filters; filter += TTile.Rows)
        {
            for (int at = 0; at < block.Count; at += PanelWidth)
            {
                // The first tile of a row asks for the next panel of A.
                LinesAhead? ahead = at > 0 && turn < soon.Turns ? soon[turn++] : null;
                MultiplyTile(call, block, y, filter, at, a, panelOfA, b, steps, accumulate, ahead, tile);
            }
        }
    }

    /// <summary>The tiles of a panel of B, from a filter on.</summary>
    /// <param name="call">Where the output lies.</param>
    /// <param name="block">Which part of it.</param>
    /// <param name="y">The output from the first filter of the block on.</param>
    /// <param name="filter">The first filter to compute, counted from that of the block.</param>
    /// <param name="at">The first column of the panel.</param>
    /// <param name="a">The first panel of A at the first step.</param>
    /// <param name="panelOfA">The distance of two panels of A.</param>
    /// <param name="b">The block of B.</param>
    /// <param name="steps">KC.</param>
    /// <param name="accumulate">Whether the product is added to what Y holds.</param>
    public static void MultiplyColumn(
        GemmCall<T> call, in OutputBlock block, Span<T> y, int filter, int at, ReadOnlySpan<T> a, int panelOfA, in MatrixBlock<T> b, int steps, bool accumulate)
    {
        int filters = block.ToFilter - block.FromFilter, columns = Math.Min(PanelWidth, block.Count - at), whole = Math.Max(filters - filter, 0) / TTile.Rows;
        if (whole > 0 && columns % V.Count == 0 && at + columns + block.Round <= block.Count && call.OutputIsDense)
        {
            // The last elements that are written and read, checked: the kernel itself checks none.
            _ = (y[(filter + whole * TTile.Rows - 1) * call.OutputAt.Channel + block.First + at + columns - 1], a[(filter / TTile.Rows + whole - 1) * panelOfA + steps * TTile.Rows - 1]);
            ref readonly T panel = ref b.Panel(at, PanelWidth, out int pitch);
            TTile.Column(
                columns / V.Count, whole, steps, in a[filter / TTile.Rows * panelOfA], TTile.Rows, panelOfA, in panel, pitch,
                ref y[filter * call.OutputAt.Channel + block.First + at], call.OutputAt.Channel, accumulate);
            filter += whole * TTile.Rows;
        }
        Span<T> tile = filter < filters ? Scratch<T>.Mine.Tile(TTile.Rows * PanelWidth) : default;
        for (; filter < filters; filter += TTile.Rows) MultiplyTile(call, block, y, filter, at, a, panelOfA, b, steps, accumulate, soon: null, tile);
    }

    /// <summary>One tile of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTile(
        GemmCall<T> call, in OutputBlock block, Span<T> y, int filter, int at, ReadOnlySpan<T> a, int panelOfA, in MatrixBlock<T> b, int steps, bool accumulate, LinesAhead? soon, Span<T> tile)
    {
        ref readonly T panel = ref a[filter / TTile.Rows * panelOfA], next = ref Unsafe.Add(ref Unsafe.AsRef(in panel), panelOfA);
        int rows = Math.Min(TTile.Rows, block.ToFilter - block.FromFilter - filter);
        bool packs = filter == 0 && at < b.Unpacked;
        ref readonly T packed = ref b.Panel(at, PanelWidth, out int pitch);
        ref readonly T start = ref packs ? ref b.Source(at, out pitch) : ref packed;
        var product = new TileProduct<T>(
            in panel, in start, pitch, steps, soon ?? LinesAhead.From(in next), ref packs ? ref Unsafe.AsRef(in packed) : ref Unsafe.NullRef<T>());
        int columns = Math.Min(PanelWidth, block.Count - at), round = Math.Max(at + columns + block.Round - block.Count, 0);
        TileOutput<T, V, TTile>.Multiply(call, product, y[(filter * call.OutputAt.Channel)..], block.First + at, rows, columns, round, tile, accumulate);
    }
}
