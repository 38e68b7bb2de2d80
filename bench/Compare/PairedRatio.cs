using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Compare;

/// <summary>A ratio of times that were measured in pairs, one pair a round. The clock drifts between rounds by more than
/// most ratios differ from 1, but hardly within one; so the median is taken over the ratios, not of the times.</summary>
/// <param name="Median">The ratio.</param>
/// <param name="Lower">The lower quartile over the rounds.</param>
/// <param name="Upper">The upper quartile.</param>
internal readonly record struct PairedRatio(double Median, double Lower, double Upper)
{
    /// <summary>Theirs over ours, round by round.</summary>
    /// <exception cref="ArgumentException">They have not the same number of rounds, or none.</exception>
    public static PairedRatio Of(IReadOnlyList<double> theirs, IReadOnlyList<double> ours)
    {
        if (theirs.Count != ours.Count || ours.Count == 0)
            throw new ArgumentException($"{theirs.Count} and {ours.Count} rounds cannot be paired", nameof(theirs));
        double[] ratios = [.. theirs.Zip(ours, (their, our) => their / our)];
        return new(ratios.Median(), ratios.LowerQuartile(), ratios.UpperQuartile());
    }

    public override string ToString() => $"{Median:F2} ({Lower:F2}–{Upper:F2})";
}
