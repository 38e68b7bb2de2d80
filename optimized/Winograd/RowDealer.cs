using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;

namespace Conformance.Optimized.Winograd;

/// <summary>Deals out rows of one channel, with their padding, as <see cref="DealtTiles{T, V}"/> wants them.</summary>
/// <param name="height">The height.</param>
/// <param name="width">The width.</param>
/// <param name="m">The outputs of a tile in each direction.</param>
/// <param name="taps">r.</param>
/// <param name="tilesWide">The tiles of a row.</param>
/// <param name="plane">The distance of two [a, c].</param>
internal readonly struct RowDealer<T, V>(Part height, Part width, int m, int taps, int tilesWide, int plane)
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    /// <summary>Rows that are copied before they are dealt out: so few that they stay in the first-level cache.</summary>
    private const int RowsAtOnce = 16;

    /// <summary>The elements of some rows with their padding.</summary>
    public int Room => RowsAtOnce * RowSize;

    /// <summary>A row with its padding, and what is read behind it.</summary>
    private int RowSize => m * (tilesWide + V.Count) + Deal512.Reach + V.Count;

    /// <summary>m + r − 1.</summary>
    private int Side => m + taps - 1;

    /// <summary>Some rows for a range of tile columns.</summary>
    /// <param name="call">Where X lies.</param>
    /// <param name="channelStart">The first element of the channel.</param>
    /// <param name="top">The first tile row of d.</param>
    /// <param name="row">The first row of the image, counted from that of the first tile row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="from">The first tile column.</param>
    /// <param name="to">The one after the last.</param>
    /// <param name="dealt">d.</param>
    /// <param name="room">Room, of <see cref="Room"/>.</param>
    public void Fill(GemmCall<T> call, int channelStart, int top, int row, int end, int from, int to, Span<T> dealt, Span<T> room)
    {
        if (from >= to) return;
        int first = m * top - (int)height.Axis.PadBefore;
        for (; row < end && first + row < 0; row++) Clear(row, from, to, dealt);
        int inside = Math.Min(end, (int)height.Axis.Size - first);
        if (typeof(T) == typeof(float) && V.Count == 16 && m == 4 && taps == 3 && call.InputAt.Width * width.Step == 1 && Avx512F.IsSupported)
            row = Shuffle(call, channelStart, first, row, inside, from, to, dealt, room);
        if (row < inside) DealRows(call, channelStart, first, row, inside, from, to, dealt, room);
        for (row = Math.Max(row, inside); row < end; row++) Clear(row, from, to, dealt);
    }

    /// <summary>Asks for some rows for a range of tile columns.</summary>
    /// <param name="call">Where X lies.</param>
    /// <param name="channelStart">The first element of the channel.</param>
    /// <param name="top">The first tile row.</param>
    /// <param name="rows">How many rows of the image.</param>
    /// <param name="from">The first tile column.</param>
    /// <param name="to">The one after the last.</param>
    public void Ask(GemmCall<T> call, int channelStart, int top, int rows, int from, int to)
    {
        int rowStride = height.Step * call.InputAt.At(0, 0, 0, 1), step = width.Step * call.InputAt.Width;
        long start = call.InputAt.At(0, 0, 0, height.First) + (m * top - height.Axis.PadBefore) * rowStride + (m * from - width.Axis.PadBefore) * step;
        for (int r = 0; r < rows; r++)
            Prefetch.Run(in Unsafe.Add(ref Unsafe.AsRef(in call.Input[channelStart]), (nint)(start + (long)r * rowStride)), (long)(m * (to - from) + taps) * step);
    }

    /// <returns>The first row that is left to do: whole registers are read, and beside the ends of the memory that would
    /// be too much.</returns>
    private int Shuffle(GemmCall<T> call, int channelStart, int first, int row, int end, int from, int to, Span<T> dealt, Span<T> room)
    {
        ReadOnlySpan<T> x = call.Input;
        int rowStride = height.Step * call.InputAt.At(0, 0, 0, 1), column = m * from - (int)width.Axis.PadBefore;
        int start = channelStart + call.InputAt.At(0, 0, 0, height.First) + first * rowStride + column;
        if (row < end && start + row * rowStride < 0) DealRows(call, channelStart, first, row, ++row, from, to, dealt, room);
        int chunks = (to - from + V.Count - 1) / V.Count, reach = (chunks - 1) * V.Count * m + Deal512.Reach;
        while (end > row && (start + row * rowStride < 0 || start + (end - 1) * rowStride + reach > x.Length)) end--;
        for (int chunk = 0; chunk < chunks && row < end; chunk++)
        {
            int skip = chunk * V.Count;
            Deal512.Split(
                ref Unsafe.As<T, float>(ref Unsafe.AsRef(in x[start + row * rowStride + m * skip])), rowStride, column + m * skip, (int)width.Axis.Size,
                ref Unsafe.As<T, float>(ref dealt[from + skip]), plane, tilesWide, row, end);
        }
        return Math.Max(row, end);
    }

    /// <summary>Rows: copied with their padding, then dealt out.</summary>
    private void DealRows(GemmCall<T> call, int channelStart, int first, int row, int end, int from, int to, Span<T> dealt, Span<T> room)
    {
        int rowStride = height.Step * call.InputAt.At(0, 0, 0, 1), step = width.Step * call.InputAt.Width;
        int start = channelStart + call.InputAt.At(0, 0, 0, height.First) + width.First * call.InputAt.Width;
        int column = m * from - (int)width.Axis.PadBefore, length = m * (to - from - 1) + Side;
        int begin = Math.Clamp(-column, 0, length), inside = Math.Clamp((int)width.Axis.Size - column, begin, length);
        ReadOnlySpan<Piece> pieces = [new(0, -1, begin), new(begin, 0, inside - begin), new(inside, -1, length - inside)];
        for (int rows; row < end; row += rows)
        {
            rows = Math.Min(end - row, RowsAtOnce);
            ReadOnlySpan<T> x = begin < inside ? call.Input[(start + (first + row) * rowStride + (column + begin) * step)..] : [];
            InputPacker<V, T>.Pack(pieces, x, x.IsEmpty ? 0 : rowStride, rows, step, ref room[0], RowSize);
            if (typeof(T) == typeof(float) && V.Count == 16 && Avx512F.IsSupported)
            {
                Deal512.Columns(
                    ref Unsafe.As<T, float>(ref room[0]), RowSize, m, Side, ref Unsafe.As<T, float>(ref dealt[from]), plane, tilesWide, row, row + rows, to - from);
                continue;
            }
            if (typeof(T) == typeof(float) && V.Count == 8 && Avx2.IsSupported)
            {
                Deal256.Columns(
                    ref Unsafe.As<T, float>(ref room[0]), RowSize, m, Side, ref Unsafe.As<T, float>(ref dealt[from]), plane, tilesWide, row, row + rows, to - from);
                continue;
            }
            for (int r = 0; r < rows; r++)
            {
                Span<T> line = room[(r * RowSize)..], target = dealt[(Place(row + r) + from)..];
                for (int c = 0; c < Side; c++)
                    for (int tile = 0; tile < to - from; tile++) target[c * plane + tile] = line[m * tile + c];
            }
        }
    }

    private void Clear(int row, int from, int to, Span<T> dealt)
    {
        for (int c = 0; c < Side; c++) dealt.Slice(Place(row) + c * plane + from, to - from).Clear();
    }

    private int Place(int row) => row % m * Side * plane + row / m * tilesWide;
}
