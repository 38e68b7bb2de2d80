using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Compare;

/// <summary>A ratio of times that were measured in pairs, one pair a round. The clock drifts between rounds by more than
/// most ratios differ from 1, but hardly within one; so the median is taken over the ratios, not of the times.</summary>
/// <param name="Median">The ratio.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end.</param>
internal readonly record struct PairedRatio(double Median, double Lower, double Upper)
{
    /// <summary>The chance that the interval holds the median of all rounds that there could be; with five rounds or less, not
    /// even the least and the greatest ratio reach it.</summary>
    public const double Level = 0.95;

    /// <summary>Theirs over ours, round by round. The interval lies between two of the ratios in their order, of which a
    /// binomial tells with what chance the median is beyond them; nothing is assumed of how the ratios are spread.
    /// Source: G. Hahn and W. Meeker, Statistical Intervals, §5.3.</summary>
    /// <exception cref="ArgumentException">They have not the same number of rounds, or none.</exception>
    public static PairedRatio Of(IReadOnlyList<double> theirs, IReadOnlyList<double> ours)
    {
        if (theirs.Count != ours.Count || ours.Count == 0)
            throw new ArgumentException($"{theirs.Count} and {ours.Count} rounds cannot be paired", nameof(theirs));
        double[] ratios = [.. theirs.Zip(ours, (their, our) => their / our).Order()];
        int cut = 0;
        while (cut + 1 < (ratios.Length + 1) / 2 && 2 * Binomial.CDF(0.5, ratios.Length, cut + 1) <= 1 - Level) cut++;
        return new(ratios.Median(), ratios[cut], ratios[^(cut + 1)]);
    }

    public override string ToString() => $"{Median:F2} ({Lower:F2}–{Upper:F2})";
}
