using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>Where the tiles of a block of the output go.</summary>
internal static class TileOutput<T, V, TTile>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
    where TTile : struct, IPackingTile<V, T>
{
    /// <summary>Writes the bias of each filter to its part of a block.</summary>
    public static void FillBias(GemmCall<T> call, in OutputBlock block, Span<T> y, ReadOnlySpan<T> bias)
    {
        for (int filter = 0; filter < bias.Length; filter++)
        {
            Span<T> to = y[(filter * call.OutputAt.Channel)..];
            int end = block.First + block.Count - block.Round;
            to[..block.Round].Fill(bias[filter]);
            if (call.OutputIsDense) to[block.First..end].Fill(bias[filter]);
            else for (int p = block.First; p < end; p++) to[call.OutputOffset(p)] = bias[filter];
        }
    }

    /// <summary>A whole tile goes straight to a dense output; any other by way of a tile of its own.</summary>
    public static void Multiply(
        GemmCall<T> call, in TileProduct<T> product, Span<T> y, int position, int rows, int columns, int round, Span<T> tile, bool accumulate)
    {
        int vectors = (columns + V.Count - 1) / V.Count, filterStride = call.OutputAt.Channel;
        if (rows == TTile.Rows && columns == vectors * V.Count && round == 0 && call.OutputIsDense)
        {
            // The last element that is written, checked: the kernel itself checks none.
            _ = y[(rows - 1) * filterStride + position + columns - 1];
            Prefetch.Tile(in y[position], filterStride, rows, columns * Unsafe.SizeOf<T>());
            product.Into<V, TTile>(vectors, ref y[position], filterStride, accumulate);
            return;
        }
        product.Into<V, TTile>(vectors, ref tile[0], PackedGemm<T, V, TTile>.PanelWidth, accumulate: false);
        for (int row = 0; row < rows; row++)
        {
            Span<T> to = y[(row * filterStride)..];
            ReadOnlySpan<T> from = tile.Slice(row * PackedGemm<T, V, TTile>.PanelWidth, columns);
            Write(call, from[..^round], to, position, accumulate);
            Write(call, from[^round..], to, 0, accumulate);
        }
    }

    /// <summary>Writes a row of a tile to positions of a channel.</summary>
    private static void Write(GemmCall<T> call, ReadOnlySpan<T> from, Span<T> channel, int first, bool accumulate)
    {
        if (call.OutputIsDense)
        {
            Span<T> line = channel.Slice(first, from.Length);
            if (accumulate) for (int i = 0; i < line.Length; i++) line[i] += from[i];
            else for (int i = 0; i < line.Length; i++) line[i] = from[i];
            return;
        }
        for (int i = 0; i < from.Length; i++)
        {
            ref T to = ref channel[call.OutputOffset(first + i)];
            to = accumulate ? to + from[i] : from[i];
        }
    }
}
