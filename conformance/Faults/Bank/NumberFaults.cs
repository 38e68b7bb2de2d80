using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>How numbers are rounded.</summary>
internal static class NumberFaults
{
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
    ];

    /// <summary>The nearest bfloat16, ties to even: the upper half of a float's bits. A NaN stays one.</summary>
    private static double ToBfloat16(double value)
    {
        if (double.IsNaN(value)) return value;
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
