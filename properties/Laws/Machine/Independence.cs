using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A result depends on the arguments of the call, and on nothing else.</summary>
public static class Independence
{
    private const string Source = "IConvolution<T>: a call is a function of its arguments";

    /// <summary>However many threads there are.</summary>
    public static Law OfThreads { get; } = new(
        "The_result_does_not_depend_on_the_number_of_threads", "y₁ = y₂ = y₅", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor one = context.Convolve(context.Subject.Fresh(1), p, context.Input, context.Weight, context.Bias);
            foreach (int threads in new[] { 2, 5 })
            {
                Tensor several = context.Convolve(context.Subject.Fresh(threads), p, context.Input, context.Weight, context.Bias);
                if (context.Same(one, several) is { } wrong) return $"{threads} threads: {wrong}";
            }
            return null;
        });

    /// <summary>Whatever the memory of the weights held before.</summary>
    public static Law OfEarlierWeights { get; } = new(
        "Weights_changed_in_place_count_at_the_next_call", "y(X, W); W ← W′ in its place; y(X, W) = y(X, W′) of a fresh engine",
        Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor weight = context.Weight.Copy(), other = context.Draw(p.WeightShape);
            Tensor expected = context.Convolve(context.Subject.Fresh(), p, context.Input, other, context.Bias);
            context.Convolve(p, context.Input, weight, context.Bias);
            other.Values.CopyTo(weight.Values, 0);
            return context.Same(expected, context.Convolve(p, context.Input, weight, context.Bias));
        });

    /// <summary>Whatever was computed before.</summary>
    public static Law OfEarlierCalls { get; } = new(
        "The_result_does_not_depend_on_what_was_called_before", "y(p, X) after y(p, X′), y(p₀, ∅) and y(p′, X) is y(p, X) of a fresh engine",
        Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor expected = context.Convolve(context.Subject.Fresh(), p, context.Input, context.Weight, context.Bias);
            context.Convolve(p, context.Draw(p.InputShape), context.Draw(p.WeightShape), context.Draw(p.BiasShape));
            ConvolutionProblem empty = p.With(batch: 0), flag = p.With(strict: !p.IsStrict);
            if (context.Between(0, 1) == 0) context.Convolve(empty, new Tensor(empty.InputShape), context.Weight, context.Bias);
            if (context.Between(0, 1) == 0) context.Convolve(flag, context.Input, context.Weight, context.Bias);
            return context.Same(expected, context.Convolve(p, context.Input, context.Weight, context.Bias));
        });
}
