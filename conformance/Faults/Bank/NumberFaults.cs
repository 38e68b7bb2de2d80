using Conformance.Spec;
using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>How numbers are rounded.</summary>
internal static class NumberFaults
{
    private const long Wrap = 1 << 12;

    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("operands-to-bfloat16", "accumulation", "operands are rounded to bfloat16",
            Plausible, "mb1ic1iw1oc1kw1",
            _ => true, new() { Operand = ToBfloat16 }),

        new("scaled-by-1.0001", "accumulation", "the output is larger by a ten-thousandth",
            Plausible, "mb1ic1iw1oc1kw1",
            _ => true, new() { Result = (_, _, value) => value * 1.0001 }),

        new("f16-accumulator", "accumulation", "a long sum is kept in half precision",
            "ARM-software/ComputeLibrary#1287", "mb1ic32iw1oc1kw1",
            p => p.WindowTerms >= 32, new() { Accumulator = sum => (double)(Half)sum }),

        new("fixed-point", "accumulation", "results are rounded down to a grid of 2^−10",
            Plausible, "mb1ic1iw1oc1kw1",
            _ => true, new() { Result = (_, _, value) => double.IsFinite(value) ? Math.Floor(value * 1024) / 1024 : value }),

        new("byte-offset-int32", "overflow", "byte offsets wrap: at 2^12 here, at 2^31 where it happened, which no test of seconds can hold",
            "scipy/scipy#10761", "mb1ic1iw1025oc1kw1sw128",
            p => 4 * p.InputCount > Wrap, new() { Offset = (_, at) => 4 * at % Wrap / 4 }),

        new("scratch-size-int32", "overflow", "the byte count of the im2col matrix wraps (at 2^12 here, at 2^31 where it happened): columns beyond it are lost",
            "Samsung/ONE#11584", "mb1ic1iw1025oc1kw1",
            p => ColumnBytes(p) * Columns(p) > Wrap,
            new() { Result = (p, at, value) => Column(p, at) < ColumnBytes(p) * Columns(p) % Wrap / ColumnBytes(p) ? value : 0 }),
    ];

    /// <summary>The nearest bfloat16, ties to even: the upper half of a float's bits. A NaN stays one.</summary>
    private static double ToBfloat16(double value)
    {
        if (double.IsNaN(value)) return value;
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }

    private static long ColumnBytes(ConvolutionProblem p) => 4 * p.WindowTerms;

    private static long Columns(ConvolutionProblem p) => p.Axes.Aggregate(1L, (count, a) => count * a.Output);

    private static long Column(ConvolutionProblem p, long[] at) =>
        p.Axes.Select((a, axis) => (a.Output, At: at[2 + axis])).Aggregate(0L, (index, axis) => index * axis.Output + axis.At);
}
