using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Compare;

/// <summary>How an entrant did on a layer.</summary>
/// <param name="Entrant">Who.</param>
/// <param name="Times">The seconds of one execution, round by round.</param>
/// <param name="Shares">The shares of the FMA peak of all its threads, which was measured right beside each.</param>
/// <param name="Failure">Why it has no times; empty where it has.</param>
internal sealed record RaceResult(Entrant Entrant, IReadOnlyList<double> Times, IReadOnlyList<double> Shares, string Failure)
{
    public bool IsValid => Failure.Length == 0;

    public double Seconds => Times.Median();

    public double Share => Shares.Median();

    /// <summary>How many times as long another one took.</summary>
    public PairedRatio RatioOf(RaceResult other) => PairedRatio.Of(other.Times, Times);
}
