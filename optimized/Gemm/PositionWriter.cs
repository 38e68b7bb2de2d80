using System.Numerics;
using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>Turns results over: they lie position by position, the output wants them filter by filter.</summary>
internal static class PositionWriter<T, V>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    /// <summary>How far ahead of a square the lines that it writes are asked for: the end of the next but one of 16.</summary>
    private const int Ahead = 3 * 16 - 1;

    /// <summary>Writes results[position, filter] to y[filter, position].</summary>
    /// <param name="call">Where Y lies.</param>
    /// <param name="start">The first element of the first filter's channel.</param>
    /// <param name="filters">How many filters.</param>
    /// <param name="first">The first position.</param>
    /// <param name="positions">How many positions.</param>
    /// <param name="results">The results, which are used up. Where there is room for a square at the end, their last square is turned
    /// over as a whole.</param>
    /// <param name="pitch">The distance of two positions; whole registers of filters can be read.</param>
    public static void Write(GemmCall<T> call, int start, int filters, int first, int positions, Span<T> results, int pitch)
    {
        int channel = call.OutputAt.Channel, side = Turn<T, V>.Side, whole = 0;
        Span<T> y = call.Output[start..];
        if (side > 0 && call.OutputIsDense)
        {
            whole = (positions + side - 1) / side * side * pitch <= results.Length ? positions : positions / side * side;
            // The last element that is written, checked: the turn itself checks none.
            if (whole > 0) _ = y[(filters - 1) * channel + first + whole - 1];
            for (int f = 0; f < filters; f += side)
            {
                for (int at = 0; at < whole; at += side)
                {
                    ref T to = ref y[f * channel + first + at];
                    if (call.OutputIsFar) Prefetch.Rows(in Unsafe.Add(ref to, Ahead), channel, side);
                    Turn<T, V>.ToRows(ref results[at * pitch + f], pitch, ref to, channel, Math.Min(filters - f, side), Math.Min(whole - at, side));
                }
            }
        }
        for (int f = 0; f < filters && whole < positions; f++)
        {
            Span<T> row = y[(f * channel)..];
            for (int at = whole; at < positions; at++) row[call.OutputOffset(first + at)] = results[at * pitch + f];
        }
    }
}
