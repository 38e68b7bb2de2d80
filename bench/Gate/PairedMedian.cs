using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Gate;

/// <summary>
/// The median of the log ratios of pairs, of as many pairs as their scatter asks for: of a layer that is bound by memory a pair scatters by 6 %,
/// where one that computes does by 2, and a process costs as much time to start as hundreds of pairs.
/// </summary>
internal static class PairedMedian
{
    /// <summary>Pairs at least and at most.</summary>
    public const int Least = 21, Most = 231;

    /// <summary>Pairs go on until the standard error of their median is this.</summary>
    public const double MostError = 0.005;

    /// <param name="pair">Measures a pair: its log ratio.</param>
    public static double Of(Func<double> pair)
    {
        var ratios = new List<double>();
        while (ratios.Count < Least || ratios.Count < Most && Error(ratios) > MostError) ratios.Add(pair());
        return ratios.Median();
    }

    /// <summary>The standard error of a median, from the quartiles, as for normal scatter: √(π/2)·σ/√n, where the quartiles lie 1.349·σ apart.</summary>
    public static double Error(IReadOnlyList<double> values) =>
        Math.Sqrt(Math.PI / 2) * values.InterquartileRange() / 1.349 / Math.Sqrt(values.Count);
}
