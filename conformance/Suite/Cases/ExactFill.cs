using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>
/// Signed integers from −m to m with n·m² + m ≤ 2^p, for windows of n terms and a significand of p bits. Every
/// partial sum of the products and the bias, in any order and grouping, is then an integer of magnitude at most
/// 2^p, and so exact (SPEC.md, "Exact fills"): a correct engine gives the true result to the bit.
/// </summary>
public static class ExactFill
{
    /// <summary>2: the degree of a convolution as a polynomial in its inputs and weights.</summary>
    private const int Degree = 2;

    /// <summary>The largest such m; 0 where even m = 1 does not fit and the type has no exact fill.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    public static long Limit<T>(ConvolutionProblem problem) where T : IBinaryFloatingPointIeee754<T>
    {
        double room = FloatFormat.Of<T>().ExactIntegers;
        long terms = Math.Max(problem.WindowTerms, 1);
        long limit = (long)Math.Sqrt(room / terms);
        while (limit > 0 && (Int128)terms * limit * limit + limit > (Int128)room) limit--;
        return limit;
    }

    /// <summary>
    /// The probability at most D/|S| = 2/(2m + 1) that one fill misses an engine whose outputs are polynomials of
    /// degree at most 2 in the inputs, other than the right ones (Schwartz–Zippel).
    /// </summary>
    public static double MissProbability<T>(ConvolutionProblem problem) where T : IBinaryFloatingPointIeee754<T> =>
        Limit<T>(problem) is var limit and > 0 ? Math.Min(1, (double)Degree / (2 * limit + 1)) : 1;

    /// <summary>How many independent fills bring the miss probability to a level; 0 where none can.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="level">The level, between 0 and 1.</param>
    public static int FillsFor<T>(ConvolutionProblem problem, double level) where T : IBinaryFloatingPointIeee754<T>
    {
        double miss = MissProbability<T>(problem);
        return miss < 1 ? Math.Max(1, (int)Math.Ceiling(Math.Log(level) / Math.Log(miss))) : 0;
    }
}
