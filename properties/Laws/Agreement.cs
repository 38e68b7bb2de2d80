using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>What ties an engine to the oracle.</summary>
public static class Agreement
{
    /// <summary>Numerical agreement: over small integers every output element is the oracle's, bit for bit.</summary>
    public static Law WithOracle { get; } = new(
        "The_output_is_the_exact_result", "y = Σ w·x (+ b)", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            float[] x = context.Draw(p.InputCount), w = context.Draw(p.WeightCount), b = context.Draw(p.BiasCount);
            return LawContext.Compare(
                ExactOracle.Evaluate<float>(p, x, w, b).Values.ToArray(), context.Convolve(p, x, w, b));
        });

    /// <summary>The output extent is the number of places at which the window fits into the padded input.</summary>
    public static Law OutputExtent { get; } = new(
        "The_output_extent_counts_the_window_positions", "o = #{i ≥ 0 : i·s + d(k − 1) + 1 ≤ n + p + q}", _ => true,
        context =>
        {
            foreach (SpatialAxis axis in context.Problem.Axes)
            {
                long count = 0;
                while (count * axis.Stride + axis.Span <= axis.PaddedSize) count++;
                if (count != axis.Output) return $"{count} positions, extent {axis.Output} on {axis}";
            }
            return null;
        });
}
