using Conformance.Suite.Cases;

namespace Conformance.Suite.Accuracy;

/// <summary>A narrower format to which factors are rounded before they are multiplied, as matrix units do.</summary>
/// <param name="Accuracy">How it is called.</param>
/// <param name="Round">A factor as the format holds it; rounded to nearest, or towards zero.</param>
internal sealed record ProductFormat(MeasuredAccuracy Accuracy, Func<float, bool, float> Round)
{
    private static readonly ProductFormat[] All =
    [
        new(MeasuredAccuracy.Bfloat16Products, (x, truncates) => Keep(x, 16, truncates)),
        new(MeasuredAccuracy.Tf32Products, (x, truncates) => Keep(x, 13, truncates)),
        new(MeasuredAccuracy.HalfProducts, (x, truncates) => truncates ? (float)Truncated(x) : (float)(Half)x),
    ];

    /// <summary>The format that explains all outputs of one product each; null where the factors are whole, or none does.</summary>
    /// <param name="runs">Cases with their outputs.</param>
    public static MeasuredAccuracy? Find(IReadOnlyList<(CaseData<float> Data, float[] Output)> runs)
    {
        if (runs.All(run => run.Output.AsSpan().SequenceEqual(run.Data.Expected.Values))) return null;
        foreach (ProductFormat format in All)
        {
            foreach (bool truncates in new[] { false, true })
                if (runs.All(run => format.Explains(run.Data, run.Output, truncates))) return format.Accuracy;
        }
        return null;
    }

    /// <summary>Whether each output is a product of rounded factors: of two of these formats it is exact in float.</summary>
    private bool Explains(CaseData<float> data, float[] output, bool truncates)
    {
        var rounded = new CaseData<float>(
            data.Problem, [.. data.Input.Select(x => Round(x, truncates))], [.. data.Weight.Select(w => Round(w, truncates))], [], isExact: false);
        return output.AsSpan().SequenceEqual(rounded.Expected.Values);
    }

    /// <summary>Without its last bits.</summary>
    private static float Keep(float x, int dropped, bool truncates)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x), half = (1u << (dropped - 1)) - 1 + (bits >> dropped & 1);
        return BitConverter.UInt32BitsToSingle((truncates ? bits : bits + half) & ~((1u << dropped) - 1));
    }

    private static Half Truncated(float x)
    {
        var nearest = (Half)x;
        if (Math.Abs((float)nearest) <= Math.Abs(x)) return nearest;
        return x > 0 ? Half.BitDecrement(nearest) : Half.BitIncrement(nearest);
    }
}
