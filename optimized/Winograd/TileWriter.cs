using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>Writes a register of tiles to the output: m rows of m columns each, as far as the image goes.</summary>
internal readonly struct TileWriter<T, V>(SpatialAxis height, SpatialAxis width, int m)
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    private readonly int outputHeight = (int)height.Output, outputWidth = (int)width.Output;
    private readonly int tilesWide = ((int)width.Output + m - 1) / m;

    /// <summary>Writes tiles first … first + count − 1.</summary>
    /// <param name="call">Where Y lies.</param>
    /// <param name="channelStart">The first element of the output channel.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many, at most as many as a register has lanes.</param>
    /// <param name="results">[m, m] registers of tiles.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="rows">Room for as much again.</param>
    public void Write(GemmCall<T> call, int channelStart, int first, int count, Span<T> results, T bias, Span<T> rows)
    {
        for (int i = 0; i < m; i++) Join(results[(i * m * V.Count)..], bias, rows.Slice(i * m * V.Count, m * V.Count));
        int rowStride = call.OutputAt.At(0, 0, 0, 1), step = call.OutputAt.Width;
        Span<T> y = call.Output[channelStart..];
        for (int tile = 0; tile < count;)
        {
            (int tileRow, int tileColumn) = Math.DivRem(first + tile, tilesWide);
            int run = Math.Min(tilesWide - tileColumn, count - tile);
            int columns = Math.Min(m * run, outputWidth - m * tileColumn), high = Math.Min(m, outputHeight - m * tileRow);
            for (int i = 0; i < high; i++)
            {
                ReadOnlySpan<T> row = rows.Slice((i * V.Count + tile) * m, columns);
                int at = (m * tileRow + i) * rowStride + m * tileColumn * step;
                if (step == 1) row.CopyTo(y[at..]);
                else for (int j = 0; j < columns; j++) y[at + j * step] = row[j];
            }
            tile += run;
        }
    }

    /// <summary>m registers, a column of the tiles each, to one row of pixels.</summary>
    private void Join(Span<T> columns, T bias, Span<T> row)
    {
        if (typeof(T) == typeof(float) && V.Count == 16 && m == 4 && Avx512F.IsSupported)
        {
            Deal512.Join(
                ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(columns)), Unsafe.BitCast<T, float>(bias),
                ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(row)));
            return;
        }
        for (int tile = 0; tile < V.Count; tile++)
            for (int j = 0; j < m; j++) row[tile * m + j] = columns[j * V.Count + tile] + bias;
    }
}
