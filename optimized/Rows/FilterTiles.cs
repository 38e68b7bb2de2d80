using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Threads;

namespace Conformance.Optimized.Rows;

/// <summary>Output rows of four or eight filters at once, in tiles of registers.</summary>
/// <param name="taps">Where the terms of a window lie in the padded planes.</param>
/// <param name="weights">The weights, [filter / filtersAtOnce, term, filter % filtersAtOnce].</param>
/// <param name="starts">What the sums of each filter begin with: the bias, or zeros.</param>
/// <param name="filtersAtOnce">4 or 8.</param>
/// <param name="rowPitch">The distance of two filters in a thread's room for rows.</param>
internal sealed class FilterTiles<T, V>(int[] taps, AlignedMemory<T> weights, T[] starts, int filtersAtOnce, int rowPitch)
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    /// <summary>One output row: whole tiles straight to the output where it has no gaps, what is left by way of <paramref name="room"/>.</summary>
    /// <param name="call">The strides of the output.</param>
    /// <param name="plane">The padded planes from the first tap of the row on.</param>
    /// <param name="filter">The first filter, counted over all groups.</param>
    /// <param name="y">The output from the row of that filter on.</param>
    /// <param name="room">A row for each filter, and four registers more.</param>
    /// <param name="width">o_w.</param>
    public void Row(GemmCall<T> call, Span<T> plane, int filter, Span<T> y, Span<T> room, int width)
    {
        int channel = call.OutputAt.Channel, direct = call.OutputAt.Width == 1 ? width / V.Count * V.Count : 0;
        if (direct > 0)
        {
            // The last element that is written, checked: the tiles check none.
            _ = y[(filtersAtOnce - 1) * channel + direct - 1];
            Compute(plane, filter, ref y[0], channel, direct);
        }
        if (direct == width) return;
        Compute(plane[direct..], filter, ref room[0], rowPitch, width - direct);
        for (int f = 0; f < filtersAtOnce; f++)
            Copy(room.Slice(f * rowPitch, width - direct), y[(f * channel + direct * call.OutputAt.Width)..], call.OutputAt.Width);
    }

    /// <summary>All rows of a band as one line: the tiles run across the ends of the rows, where they compute what nobody wants, so that
    /// only the last one is not full.</summary>
    /// <param name="call">Where the output lies.</param>
    /// <param name="planes">The planes of the band.</param>
    /// <param name="plane">Their memory.</param>
    /// <param name="n">The image.</param>
    /// <param name="filter">The first filter, counted over all groups.</param>
    /// <param name="first">The first output row of the band.</param>
    /// <param name="line">A line for each filter.</param>
    public void Line(GemmCall<T> call, in PaddedPlanes<T> planes, Span<T> plane, int n, int filter, int first, Span<T> line)
    {
        int width = (int)planes.Width.Output;
        Compute(plane, filter, ref line[0], rowPitch, (planes.Outputs - 1) * planes.Pitch + width);
        for (int f = 0; f < filtersAtOnce; f++)
        {
            for (int oh = 0; oh < planes.Outputs; oh++)
                Copy(line.Slice(f * rowPitch + oh * planes.Pitch, width), call.Output[call.OutputAt.At(n, filter + f, 0, first + oh)..], call.OutputAt.Width);
        }
    }

    /// <summary>Copies a row to an output whose neighbours lie <paramref name="step"/> apart.</summary>
    public static void Copy(ReadOnlySpan<T> row, Span<T> y, int step)
    {
        if (step == 1) row.CopyTo(y);
        else for (int i = 0; i < row.Length; i++) y[i * step] = row[i];
    }

    /// <summary>Positions, rounded up to whole registers.</summary>
    private void Compute(Span<T> plane, int filter, ref T to, int pitch, int width)
    {
        ref T w = ref weights.Span[filter * taps.Length], start = ref starts[filter];
        // Of four registers two and two: a tile of one waits for its loads.
        for (int left = (width + V.Count - 1) / V.Count, at = 0, take; left > 0; left -= take, at += take * V.Count)
        {
            take = left == 4 ? 2 : Math.Min(left, 3);
            ref T x = ref plane[at], y = ref Unsafe.Add(ref to, at);
            if (filtersAtOnce == 8 && HasThirtyTwo) Eight(take, ref x, ref w, ref start, ref y, pitch);
            else for (int f = 0; f < filtersAtOnce; f += 4) Four(take, ref x, ref Unsafe.Add(ref w, f), ref Unsafe.Add(ref start, f), ref Unsafe.Add(ref y, f * pitch), pitch);
        }
    }

    /// <summary>Whether there are thirty-two registers: sums of eight filters for three registers of positions are 24.</summary>
    private static bool HasThirtyTwo => Unsafe.SizeOf<V>() == 64;

    private void Eight(int registers, ref T x, ref T w, ref T start, ref T y, int pitch)
    {
        if (registers == 3) RowTile8<V, T>.Eight3(ref x, taps, ref w, ref start, ref y, pitch);
        else if (registers == 2) RowTile8<V, T>.Eight2(ref x, taps, ref w, ref start, ref y, pitch);
        else RowTile8<V, T>.Eight1(ref x, taps, ref w, ref start, ref y, pitch);
    }

    private void Four(int registers, ref T x, ref T w, ref T start, ref T y, int pitch)
    {
        if (registers == 3) RowTile4<V, T>.Three(ref x, taps, ref w, filtersAtOnce, ref start, ref y, pitch);
        else if (registers == 2) RowTile4<V, T>.Two(ref x, taps, ref w, filtersAtOnce, ref start, ref y, pitch);
        else RowTile4<V, T>.One(ref x, taps, ref w, filtersAtOnce, ref start, ref y, pitch);
    }
}
