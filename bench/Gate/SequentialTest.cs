using MathNet.Numerics.Distributions;

namespace Conformance.Bench.Gate;

/// <summary>What the gate says of a layer.</summary>
internal enum Decision
{
    /// <summary>Not clear yet.</summary>
    Open,

    /// <summary>The change takes more time, beyond chance.</summary>
    Slower,

    /// <summary>It takes less.</summary>
    Faster,

    /// <summary>No change larger than the margin.</summary>
    Same,
}

/// <summary>The change of a layer's time with its interval, as shares: 0.05 is 5 % slower.</summary>
internal readonly record struct Change(double Estimate, double Lower, double Upper, int Trials);

/// <summary>
/// A group-sequential test on the trials of one layer. The change is estimated by the trimmed mean of the trials' log ratios,
/// a fifth off at each end, with Yuen's interval (winsorised variance, Student's t); it is looked at only at given numbers of
/// trials, and the level is shared out evenly among looks and layers (Bonferroni): so stopping early, and watching many
/// layers, cost nothing of what the level promises. Source: R. Wilcox, Introduction to Robust Estimation, §4.3.
/// </summary>
/// <param name="level">The chance of any false word in the whole run.</param>
/// <param name="layers">How many layers are watched.</param>
/// <param name="margin">A change up to this is none, such as 0.02.</param>
internal sealed class SequentialTest(double level, int layers, double margin)
{
    private const double Trimmed = 0.2;

    /// <summary>Numbers of trials at which the test looks.</summary>
    public static IReadOnlyList<int> Looks { get; } = [8, 12, 18, 27, 40, 60, 90];

    /// <summary>The decision after some trials; open unless their number is one of <see cref="Looks"/>.</summary>
    /// <param name="logRatios">ln(after / before), one of each trial.</param>
    public Decision Decide(IReadOnlyList<double> logRatios)
    {
        if (!Looks.Contains(logRatios.Count)) return Decision.Open;
        Change change = Estimate(logRatios);
        // Half the margin: a change that is real but smaller harms nobody.
        if (change.Lower > margin / 2) return Decision.Slower;
        if (change.Upper < -margin / 2) return Decision.Faster;
        return change.Lower > -margin && change.Upper < margin ? Decision.Same : Decision.Open;
    }

    /// <summary>The change and its interval at the level of one look.</summary>
    /// <exception cref="ArgumentException">Fewer than four trials: there is no interval.</exception>
    public Change Estimate(IReadOnlyList<double> logRatios)
    {
        int n = logRatios.Count, cut = (int)(Trimmed * n);
        if (n < 4) throw new ArgumentException($"{n} trials: at least 4 are needed", nameof(logRatios));
        double[] sorted = [.. logRatios.Order()];
        double mean = sorted[cut..(n - cut)].Average();
        double[] winsorised = [.. sorted.Select((_, i) => sorted[Math.Clamp(i, cut, n - 1 - cut)])];
        double centre = winsorised.Average(), variance = winsorised.Sum(x => (x - centre) * (x - centre)) / (n - 1);
        double error = Math.Sqrt(variance / n) / (1 - 2 * Trimmed);
        double t = StudentT.InvCDF(0, 1, n - 2 * cut - 1, 1 - level / (2 * layers * Looks.Count));
        return new(Math.Exp(mean) - 1, Math.Exp(mean - t * error) - 1, Math.Exp(mean + t * error) - 1, n);
    }
}
