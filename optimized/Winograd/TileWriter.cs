using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// Writes tiles side by side in one tile row for a register of filters: m rows, about as many columns as a register has lanes.
/// <code>
///   results[i, column, filter]  →  y[filter, m·tileRow + i, m·tileColumn + column]
/// </code>
/// </summary>
internal readonly struct TileWriter<T, V>(Phase height, Phase width, int m)
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    /// <summary>How far ahead of a square the lines that it writes are asked for: the end of the next one.</summary>
    private const int Ahead = 2 * 16 - 1;

    private readonly int outputHeight = height.Outputs, outputWidth = width.Outputs;

    /// <summary>How many tiles a register of columns holds, one at least.</summary>
    public int TilesAtOnce => Math.Max(V.Count / m, 1);

    /// <summary>The elements of a row of <see cref="Write"/>'s results: [columns, lanes], registers of columns whole.</summary>
    public int RowSize => (TilesAtOnce * m + V.Count - 1) / V.Count * V.Count * V.Count;

    /// <summary>Writes what lies in the image.</summary>
    /// <param name="call">Where Y lies.</param>
    /// <param name="start">The first element of the first filter's channel.</param>
    /// <param name="tileRow">The row of the tiles.</param>
    /// <param name="tileColumn">The column of the first tile.</param>
    /// <param name="tiles">How many tiles, at most <see cref="TilesAtOnce"/>.</param>
    /// <param name="filters">How many filters, at most a register of them.</param>
    /// <param name="results">[m, columns, lanes].</param>
    public void Write(GemmCall<T> call, int start, int tileRow, int tileColumn, int tiles, int filters, Span<T> results)
    {
        int rowStride = height.Step * call.OutputAt.At(0, 0, 0, 1), step = width.Step * call.OutputAt.Width, channel = call.OutputAt.Channel;
        int columns = Math.Min(m * tiles, outputWidth - m * tileColumn), rows = Math.Min(m, outputHeight - m * tileRow);
        if (columns <= 0 || rows <= 0) return;
        start += call.OutputAt.At(0, 0, 0, height.First) + width.First * call.OutputAt.Width;
        Span<T> y = call.Output[(start + m * tileRow * rowStride + m * tileColumn * step)..];
        for (int i = 0; i < rows; i++)
        {
            Span<T> row = y[(i * rowStride)..], pixels = results.Slice(i * RowSize, RowSize);
            if (Turn<T, V>.Side > 0 && step == 1)
            {
                // The last element that is written, checked: the turn itself checks none.
                _ = row[(filters - 1) * channel + columns - 1];
                if (call.OutputIsFar) Prefetch.Rows(in Unsafe.Add(ref row[0], Ahead), channel, filters);
                Turn<T, V>.ToRows(ref pixels[0], V.Count, ref row[0], channel, filters, columns);
                continue;
            }
            for (int f = 0; f < filters; f++)
                for (int j = 0; j < columns; j++) row[f * channel + j * step] = pixels[j * V.Count + f];
        }
    }
}
