using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>Turns results over: they lie position by position, the output wants them filter by filter.</summary>
internal static class PositionWriter<T, V>
    where T : unmanaged, INumberBase<T>
    where V : struct, ILanes<V, T>
{
    /// <summary>How far ahead of a square the lines that it writes are asked for: the end of the next but one.</summary>
    private const int Ahead = 3 * 16 - 1;

    /// <summary>Writes results[position, filter] to y[filter, position].</summary>
    /// <param name="call">Where Y lies.</param>
    /// <param name="start">The first element of the first filter's channel.</param>
    /// <param name="filters">How many filters.</param>
    /// <param name="first">The first position.</param>
    /// <param name="positions">How many positions.</param>
    /// <param name="results">The results, which are used up. Where there is room for 16 positions at the end, their last square is turned
    /// over as a whole.</param>
    /// <param name="pitch">The distance of two positions; whole registers of filters can be read.</param>
    public static void Write(GemmCall<T> call, int start, int filters, int first, int positions, Span<T> results, int pitch)
    {
        int channel = call.OutputAt.Channel, whole = 0;
        Span<T> y = call.Output[start..];
        if (typeof(T) == typeof(float) && V.Count == 16 && Avx512F.IsSupported && call.OutputIsDense)
        {
            whole = (positions + 15) / 16 * 16 * pitch <= results.Length ? positions : positions / 16 * 16;
            // The last element that is written, checked: the turn itself checks none.
            if (whole > 0) _ = y[(filters - 1) * channel + first + whole - 1];
            for (int f = 0; f < filters; f += 16)
            {
                for (int at = 0; at < whole; at += 16)
                {
                    ref float square = ref Unsafe.As<T, float>(ref results[at * pitch + f]);
                    ref float to = ref Unsafe.As<T, float>(ref y[f * channel + first + at]);
                    if (call.OutputIsFar) Prefetch.Rows(in Unsafe.Add(ref to, Ahead), channel, 16);
                    Turn512.ToRows(ref square, pitch, ref to, channel, Math.Min(filters - f, 16), Math.Min(whole - at, 16));
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
