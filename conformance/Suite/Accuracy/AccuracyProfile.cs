using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Suite.Accuracy;

/// <summary>The class that an engine's errors show, the best first.</summary>
public enum MeasuredAccuracy
{
    /// <summary>Every result is the exact one, rounded once.</summary>
    CorrectlyRounded,

    /// <summary>Every error is within its own γ(n)·Σ|x·w| + n·η.</summary>
    Componentwise,

    /// <summary>Half: every result lies between the roundings of y ± the bound of float.</summary>
    SummedInFloat,

    /// <summary>Every error is small beside the largest bound of its case.</summary>
    Normwise,

    /// <summary>The factors are rounded to bfloat16 (8 bits) before they are multiplied.</summary>
    Bfloat16Products,

    /// <summary>The factors are rounded to TF32 (11 bits, the exponents of float).</summary>
    Tf32Products,

    /// <summary>The factors are rounded to Half (11 bits, few exponents).</summary>
    HalfProducts,

    /// <summary>None of these.</summary>
    None,
}

/// <summary>Errors at one length of a sum.</summary>
/// <param name="Terms">n, the products of an output.</param>
/// <param name="Rms">Root mean square of error/(u·|y|) where all products are positive.</param>
/// <param name="LargestRatio">Largest error over its bound.</param>
/// <param name="Leaning">Mean signed error over the root mean square: 0 where errors go both ways, ±1 where all go one way.</param>
public sealed record AccuracyPoint(long Terms, double Rms, double LargestRatio, double Leaning);

/// <summary>How accurate an engine is, over sums of growing length; see <see cref="AccuracySurvey"/>.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Promised">What it promises.</param>
/// <param name="Measured">What its errors show.</param>
/// <param name="Outputs">Over how many outputs.</param>
public sealed record AccuracyProfile(
    string Engine, ElementType Type, AccuracyClass Promised, MeasuredAccuracy Measured, int Outputs)
{
    /// <summary>Largest error over its own bound γ(n)·Σ|x·w| + n·η.</summary>
    public double LargestRatio { get; init; }

    /// <summary>The 99.9th percentile of the same.</summary>
    public double Ratio999 { get; init; }

    /// <summary>Largest error in units in the last place of the result, where all products are positive: nothing cancels there.</summary>
    public double LargestUlps { get; init; }

    /// <summary>The 99.9th percentile of the same.</summary>
    public double Ulps999 { get; init; }

    /// <summary>Mean of the signed error/(u·y) on positive products: 0 for rounding to nearest, negative where it truncates.</summary>
    public double SignedMean { get; init; }

    /// <summary>The mean of the leanings of the problems: −1 … 1.</summary>
    public double Leaning { get; init; }

    /// <summary>That leaning over its standard error among the problems: beyond ±<see cref="AccuracySurvey.Significant"/> it is no chance.</summary>
    public double Significance { get; init; }

    /// <summary>The exponent e in error ∝ nᵉ on positive products: 0 where sums are wider than the type, about ½ for one
    /// running sum, between them for several; 1 where the rounding is biased.</summary>
    public double Growth { get; init; }

    /// <summary>The errors by length of the sum.</summary>
    public IReadOnlyList<AccuracyPoint> Points { get; init; } = [];

    /// <summary>Whether rounding is biased beyond chance.</summary>
    public bool IsBiased => Math.Abs(Significance) > AccuracySurvey.Significant && Math.Abs(Leaning) > 0.2;
}
