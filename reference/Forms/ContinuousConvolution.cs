using MathNet.Numerics;

namespace Conformance.Forms;

/// <summary>A function on ℝ that is 0 outside [From, To]; either end may be infinite.</summary>
/// <param name="Formula">Its value at a point of the interval.</param>
/// <param name="From">The lower end of the support.</param>
/// <param name="To">The upper end of the support.</param>
public sealed record SupportedFunction(Func<double, double> Formula, double From, double To)
{
    /// <summary>The value at any point.</summary>
    public double At(double x) => x >= From && x <= To ? Formula(x) : 0;

    /// <summary>The reflection x ↦ f(−x).</summary>
    public SupportedFunction Flip() => new(x => Formula(-x), -To, -From);
}

/// <summary>
/// Convolution and cross-correlation of functions on ℝ, by adaptive Gauss–Kronrod quadrature.
/// Source: Zhang et al., Dive into Deep Learning, §7.1.3.
/// </summary>
public static class ContinuousConvolution
{
    private const double RelativeError = 1e-10;

    /// <summary>
    /// (f ∗ g)(x) = ∫ f(z)·g(x − z) dz, over the z where both factors have their support; a function again, so that it
    /// can be convolved further.
    /// </summary>
    /// <exception cref="ArgumentException">A support is empty.</exception>
    public static SupportedFunction Convolve(SupportedFunction f, SupportedFunction g)
    {
        RequireSupport(f, nameof(f));
        RequireSupport(g, nameof(g));
        return new SupportedFunction(
            x => Integral(z => f.At(z) * g.At(x - z), Math.Max(f.From, x - g.To), Math.Min(f.To, x - g.From)),
            f.From + g.From, f.To + g.To);
    }

    /// <summary>(f ⋆ g)(x) = ∫ f(z)·g(x + z) dz.</summary>
    /// <exception cref="ArgumentException">A support is empty.</exception>
    public static SupportedFunction Correlate(SupportedFunction f, SupportedFunction g)
    {
        RequireSupport(f, nameof(f));
        RequireSupport(g, nameof(g));
        return new SupportedFunction(
            x => Integral(z => f.At(z) * g.At(x + z), Math.Max(f.From, g.From - x), Math.Min(f.To, g.To - x)),
            g.From - f.To, g.To - f.From);
    }

    private static double Integral(Func<double, double> integrand, double from, double to) =>
        from < to ? Integrate.GaussKronrod(integrand, from, to, RelativeError) : 0;

    private static void RequireSupport(SupportedFunction function, string parameter) =>
        Require.That(function.From < function.To, parameter, $"[{function.From}, {function.To}]",
            "must have a support with its lower end below its upper end");
}
