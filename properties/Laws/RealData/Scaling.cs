using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>What is exact on real numbers too.</summary>
public static class Scaling
{
    private const string Source = "IEEE 754-2019, §3.2: scaling by the base and negation are exact without underflow";

    /// <summary>A power of two as a factor.</summary>
    public static Law ByAPowerOfTwo { get; } = new(
        "Multiplying_the_input_by_a_power_of_two_multiplies_the_output_exactly", "W ⋆ 2ᵏX + 2ᵏb = 2ᵏ(W ⋆ X + b), rounded or not",
        Source, _ => true, context => Exact(context, (float)Math.ScaleB(1, (int)context.Between(1, 20)), context.Problem.HasBias));

    /// <summary>−1 as a factor.</summary>
    public static Law Negation { get; } = new(
        "Negating_the_input_negates_the_output_exactly", "W ⋆ (−X) − b = −(W ⋆ X + b), rounded or not",
        Source, _ => true, context => Exact(context, -1, context.Problem.HasBias));

    /// <summary>The same call twice.</summary>
    public static Law Repeats { get; } = new(
        "Repeated_calls_agree_bit_for_bit", "y(X, W, b) = y(X, W, b), rounded or not", "SPEC.md, \"The error bound\"", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            var (x, w, b) = Real(context);
            Tensor first = context.Convolve(p, x, w, b), again = context.Convolve(p, x.Copy(), w.Copy(), b.Copy());
            return Bits(first, again) ?? Bits(first, context.Convolve(context.Subject.Fresh(), p, x, w, b));
        });

    private static string? Exact(LawContext context, float factor, bool bias)
    {
        ConvolutionProblem p = context.Problem.With(bias: bias);
        var (x, w, b) = Real(context);
        Tensor y = context.Convolve(p, x, w, b).Map(value => factor * value);
        return Bits(y, context.Convolve(p, x.Map(value => factor * value), w, b.Map(value => factor * value)));
    }

    private static (Tensor X, Tensor W, Tensor B) Real(LawContext context) =>
        (context.DrawReal(context.Problem.InputShape), context.DrawReal(context.Problem.WeightShape), context.DrawReal(context.Problem.BiasShape));

    /// <summary>Equal without any tolerance, whatever the engine's accuracy; the sign of a zero is without meaning.</summary>
    internal static string? Bits(Tensor left, Tensor right)
    {
        for (int i = 0; i < left.Values.Length; i++)
            if (!(left.Values[i] == right.Values[i])) return $"{left.ShowIndex(i)}: {left.Values[i]:R} against {right.Values[i]:R}";
        return null;
    }
}
