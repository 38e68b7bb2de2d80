using Conformance.Catalog;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>What ties an engine to the oracle.</summary>
public static class Agreement
{
    /// <summary>Numerical agreement: over small integers every output element is the oracle's, bit for bit.</summary>
    public static Law WithOracle { get; } = new(
        "The_output_is_the_exact_result", "y = Σ w·x (+ b)", "SPEC.md, \"The oracle\", \"Exact fills\"", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            var expected = ExactOracle.Evaluate<float>(p, context.Input.Values, context.Weight.Values, context.Bias.Values);
            return context.Same(
                new Tensor(expected.Values.ToArray(), p.OutputShape),
                context.Convolve(p, context.Input, context.Weight, context.Bias));
        })
    { UsesOracle = true };

    /// <summary>Numerical agreement: over real numbers every output element is within the error bound.</summary>
    public static Law WithinTheBound { get; } = new(
        "The_output_of_real_numbers_stays_within_the_error_bound", "|ŷ − y| ≤ γ(n)·Σ|x·w| + n·η",
        "SPEC.md, \"The error bound\"", _ => true, CompareReal)
    { UsesOracle = true };

    private static string? CompareReal(LawContext context)
    {
        ConvolutionProblem p = context.Problem;
        Tensor x = context.DrawReal(p.InputShape), w = context.DrawReal(p.WeightShape), b = context.DrawReal(p.BiasShape);
        var expected = ExactOracle.Evaluate<float>(p, x.Values, w.Values, b.Values);
        Tensor y = context.Convolve(p, x, w, b);
        for (int i = 0; i < y.Values.Length; i++)
        {
            double allowed = context.Subject.Accuracy == AccuracyClass.Normwise ? context.Tolerance : expected.Bound(i);
            if (!(expected.Error(i, y.Values[i]) <= allowed))
                return $"{y.ShowIndex(i)}: expected {expected.Values[i]:R}, got {y.Values[i]:R}, allowed {allowed:G3}";
        }
        return null;
    }
}
