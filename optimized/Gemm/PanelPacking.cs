using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// Copies a block of a row-major matrix B into panels as wide as a tile, one after the other, in the order in which the
/// micro-kernel reads them:
/// <code>
///   B: [K, P]                              packed
///                 NR       NR    rest
///        . . . . ┌───────┬───────┬──┐      panel 0: k = 0: x x … x   k = 1: x x … x   …
///   KC   . . . . │0      │1      │2 │  →   panel 1: k = 0: x x … x   k = 1: x x … x   …
///        . . . . └───────┴───────┴──┘      panel 2: as many registers wide as it needs, anything behind its last column
/// </code>
/// </summary>
internal static class PanelPacking<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Packs the panels of a block.</summary>
    /// <param name="matrix">The memory of B from the first element of the block on.</param>
    /// <param name="pitch">The distance of two rows of B.</param>
    /// <param name="rows">KC.</param>
    /// <param name="columns">The columns of the block.</param>
    /// <param name="width">NR, a whole number of registers.</param>
    /// <param name="panels">Where they go.</param>
    public static void Pack(ReadOnlySpan<T> matrix, int pitch, int rows, int columns, int width, Span<T> panels)
    {
        int whole = columns / width * width;
        if (whole > 0)
        {
            // The last elements that are read and written, checked: the copying itself checks none.
            _ = (matrix[(rows - 1) * pitch + whole - 1], panels[whole * rows - 1]);
            CopyWhole(in matrix[0], pitch, rows, whole, width, ref panels[0]);
        }
        if (whole < columns) PackLast(matrix, pitch, rows, whole, columns - whole, 0, panels[(whole * rows)..]);
    }

    /// <summary>Packs one panel of NR columns or fewer, and leaves the rest of its registers as they are: of their columns the products are dropped.</summary>
    /// <param name="matrix">The memory of B.</param>
    /// <param name="pitch">The distance of two rows of B.</param>
    /// <param name="rows">KC.</param>
    /// <param name="first">The first column of the panel.</param>
    /// <param name="columns">The columns of the panel.</param>
    /// <param name="round">How many of them, the last ones, are columns 0 … of B instead of those behind its last.</param>
    /// <param name="panel">Where they go.</param>
    public static void PackLast(ReadOnlySpan<T> matrix, int pitch, int rows, int first, int columns, int round, Span<T> panel)
    {
        int width = (columns + V.Count - 1) / V.Count * V.Count, ahead = columns - round;
        // The last elements that are read and written, checked: the copying itself checks none.
        if (ahead > 0) _ = matrix[(rows - 1) * pitch + first + ahead - 1];
        if (round > 0) _ = matrix[(rows - 1) * pitch + round - 1];
        _ = panel[rows * width - 1];
        CopyLast(in matrix[0], pitch, rows, first, ahead, round, width, ref panel[0]);
    }

    /// <summary>Element by element: they are few, and calls that copy several take longer.</summary>
    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyLast(ref readonly T from, int pitch, int rows, int first, int ahead, int round, int width, ref T to)
    {
        ref T source = ref Unsafe.AsRef(in from);
        for (int k = 0; k < rows; k++)
        {
            ref T x = ref Unsafe.Add(ref source, first);
            for (int i = 0; i < ahead; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref x, i);
            ref T rest = ref Unsafe.Add(ref to, ahead);
            for (int i = 0; i < round; i++) Unsafe.Add(ref rest, i) = Unsafe.Add(ref source, i);
            source = ref Unsafe.Add(ref source, pitch);
            to = ref Unsafe.Add(ref to, width);
        }
    }

    /// <summary>Row by row: a row of several panels is a few cache lines one after the other, and one page.</summary>
    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyWhole(ref readonly T from, int pitch, int rows, int columns, int width, ref T to)
    {
        ref T source = ref Unsafe.AsRef(in from);
        for (int k = 0; k < rows; k++)
        {
            for (int at = 0; at < columns; at += width)
            {
                ref T x = ref Unsafe.Add(ref source, at), panel = ref Unsafe.Add(ref to, at * rows);
                for (int i = 0; i < width; i += V.Count)
                {
                    Prefetch.At(in Unsafe.Add(ref x, i + 4 * pitch));
                    V.Load(in Unsafe.Add(ref x, i)).Store(ref Unsafe.Add(ref panel, i));
                }
            }
            source = ref Unsafe.Add(ref source, pitch);
            to = ref Unsafe.Add(ref to, width);
        }
    }
}
