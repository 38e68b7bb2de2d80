using System.Runtime.CompilerServices;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// A block of B as the tiles read it: panels of NR columns, and a last one that may be narrower and may lie elsewhere.
/// Packed panels lie one after the other; those of a matrix that is read in place lie side by side. Panels may be packed on the way too: the first
/// row of tiles reads them where they lie.
/// </summary>
internal readonly ref struct MatrixBlock<T> where T : unmanaged
{
    private readonly ref T start, last;
    private readonly ref readonly T source;
    private readonly int whole, step, pitch, lastPitch, sourcePitch;

    private MatrixBlock(ref T start, int step, int pitch, int whole, ref T last, int lastPitch, ref readonly T source, int sourcePitch, int unpacked)
        : this(ref start, step, pitch, whole, ref last, lastPitch)
    {
        this.source = ref source;
        (this.sourcePitch, Unpacked) = (sourcePitch, unpacked);
    }

    private MatrixBlock(ref T start, int step, int pitch, int whole, ref T last, int lastPitch)
    {
        this.start = ref start;
        this.last = ref last;
        (this.step, this.pitch, this.whole, this.lastPitch) = (step, pitch, whole, lastPitch);
    }

    /// <summary>How many columns, the first ones, the first row of tiles packs.</summary>
    public int Unpacked { get; }

    /// <summary>Panels that were packed, one after the other.</summary>
    /// <param name="panels">Their memory.</param>
    /// <param name="steps">Their rows.</param>
    /// <param name="columns">The columns of the block.</param>
    /// <param name="width">NR.</param>
    /// <param name="lastWidth">The columns of the last panel, padding included.</param>
    public static MatrixBlock<T> Packed(Span<T> panels, int steps, int columns, int width, int lastWidth)
    {
        int whole = columns / width * width;
        return new(ref panels[0], steps, width, whole, ref panels[whole * steps], lastWidth);
    }

    /// <summary>Panels that the first row of tiles packs.</summary>
    /// <param name="matrix">The memory of the row-major matrix from the first element of the block on.</param>
    /// <param name="sourcePitch">The distance of two of its rows.</param>
    /// <param name="unpacked">The columns that are to be packed, in whole registers; what is behind them was packed.</param>
    /// <param name="panels">The memory of the panels.</param>
    /// <param name="steps">Their rows.</param>
    /// <param name="columns">The columns of the block.</param>
    /// <param name="width">NR.</param>
    /// <param name="lastWidth">The columns of the last panel, padding included.</param>
    public static MatrixBlock<T> ToPack(ReadOnlySpan<T> matrix, int sourcePitch, int unpacked, Span<T> panels, int steps, int columns, int width, int lastWidth)
    {
        // The last elements that are read and written, checked: the micro-kernel itself checks none.
        if (unpacked > 0) _ = (matrix[(steps - 1) * sourcePitch + unpacked - 1], panels[unpacked * steps - 1]);
        int whole = columns / width * width;
        return new(ref panels[0], steps, width, whole, ref panels[whole * steps], lastWidth, in matrix[0], sourcePitch, unpacked);
    }

    /// <summary>A row-major matrix that is read where it lies, but for a last panel that may have been packed.</summary>
    /// <param name="matrix">The memory from the first element of the block on.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <param name="steps">The rows of the block.</param>
    /// <param name="columns">The columns that are read in place, in whole registers.</param>
    /// <param name="width">NR.</param>
    /// <param name="packed">The last panel, where it is not read in place.</param>
    /// <param name="packedWidth">Its columns, padding included.</param>
    public static MatrixBlock<T> InPlace(
        ReadOnlySpan<T> matrix, int pitch, int steps, int columns, int width, Span<T> packed, int packedWidth)
    {
        // The last element that is read in place, checked: the micro-kernel itself checks none.
        if (columns > 0) _ = matrix[(steps - 1) * pitch + columns - 1];
        ref T start = ref Unsafe.AsRef(in matrix[0]);
        int whole = columns / width * width;
        return columns > whole
            ? new(ref start, 1, pitch, whole, ref Unsafe.Add(ref start, whole), pitch)
            : new(ref start, 1, pitch, whole, ref packed[0], packedWidth);
    }

    /// <summary>The panel that begins in a column.</summary>
    /// <param name="column">A multiple of <paramref name="width"/>.</param>
    /// <param name="width">NR.</param>
    /// <param name="rowPitch">The distance of two of its rows.</param>
    public ref readonly T Panel(int column, int width, out int rowPitch)
    {
        bool isLast = column + width > whole;
        rowPitch = isLast ? lastPitch : pitch;
        return ref isLast ? ref last : ref Unsafe.Add(ref start, column * step);
    }

    /// <summary>Where the panel that begins in a column, which the first row of tiles packs, lies in the matrix.</summary>
    /// <param name="column">Less than <see cref="Unpacked"/>.</param>
    /// <param name="rowPitch">The distance of two of its rows.</param>
    public ref readonly T Source(int column, out int rowPitch)
    {
        rowPitch = sourcePitch;
        return ref Unsafe.Add(ref Unsafe.AsRef(in source), column);
    }
}
