using System.Numerics;

namespace Conformance.Oracle;

/// <summary>
/// The bound that every correct summation keeps, in any order, with or without fused multiply-add:
/// |ŷ − y| ≤ γ(n)·Σ|x·w| + n·η with γ(n) = nu/(1 − nu). Source: N. Higham, Accuracy and Stability of Numerical
/// Algorithms, 2nd ed., §3.1; derivation in SPEC.md, "The error bound".
/// </summary>
public static class ErrorBound
{
    /// <summary>γ(n) = nu/(1 − nu); infinite where nu ≥ 1.</summary>
    public static double Gamma(long terms, double unitRoundoff)
    {
        double nu = terms * unitRoundoff;
        return nu < 1 ? nu / (1 - nu) : double.PositiveInfinity;
    }

    /// <summary>The bound on one output element.</summary>
    /// <param name="terms">n: the products that were summed, plus one for a bias.</param>
    /// <param name="magnitude">Σ|x·w| (+ |b|), computed in double.</param>
    /// <typeparam name="T">The type in which the engine computes.</typeparam>
    public static double Of<T>(long terms, double magnitude) where T : IBinaryFloatingPointIeee754<T>
    {
        if (terms == 0) return 0;
        FloatFormat format = FloatFormat.Of<T>();
        // The magnitude was itself summed in double, and so may be too small by a factor of 1 − γ(n + 1);
        // four more roundings follow here.
        double slack = 1 + 2 * Gamma(terms + 6, FloatFormat.Of<double>().UnitRoundoff);
        double relative = magnitude == 0 ? 0 : Gamma(terms, format.UnitRoundoff) * magnitude;
        return (relative + terms * format.Eta) * slack;
    }
}
