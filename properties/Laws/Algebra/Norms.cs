using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>How large an output can be.</summary>
public static class Norms
{
    /// <summary>Young's inequality for the sum of magnitudes.</summary>
    public static Law Young { get; } = new(
        "The_sum_of_the_outputs_is_at_most_the_product_of_the_sums", "‖W ∗ X‖₁ ≤ ‖W‖₁·‖X‖₁, each output channel by itself",
        "Young's inequality, r = p = q = 1", Derived.HasElements,
        context =>
        {
            // A single element at the border: nothing is left of the slack that cancellation gives.
            ConvolutionProblem p = context.Problem.With(bias: false);
            var x = new Tensor(p.InputShape);
            x.Values[context.Between(0, 1) == 0 ? 0 : x.Values.Length - 1] = 1;
            Tensor y = context.Convolve(p, x, context.Weight);
            for (long c = 0; c < p.OutputChannels; c++)
            {
                double sum = y.Slice(1, c, 1).AbsoluteSum, most = context.Weight.Slice(0, c, 1).AbsoluteSum;
                if (!(sum <= most + context.Tolerance * y.Values.Length)) return $"channel {c}: {sum} above {most}";
            }
            return null;
        });

    /// <summary>The supremum bound, where it is attained.</summary>
    public static Law Supremum { get; } = new(
        "No_output_exceeds_the_sum_of_the_weights_magnitudes", "‖X‖∞ = m ⇒ |y[c]| ≤ m·Σ|W[c]| + |b[c]|, attained at X = m·sign(W)",
        "Young's inequality, r = q = ∞, p = 1", Derived.HasElements,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            const float m = 3;
            Tensor x = context.Draw(p.InputShape).Map(v => v < 0 ? -m : m);
            // Kernels of one sign with a bias of the same sign attain the bound wherever the input has one sign.
            if (context.Between(0, 1) == 0) x = x.Map(_ => m);
            Tensor w = context.Weight.Map(Math.Abs), b = context.Bias.Map(Math.Abs);
            Tensor y = context.Convolve(p, x, w, b);
            for (int i = 0; i < y.Values.Length; i++)
            {
                long c = y.Unravel(i)[1];
                double most = m * w.Slice(0, c, 1).AbsoluteSum + (p.HasBias ? b.Values[c] : 0) + context.Tolerance;
                if (!(Math.Abs(y.Values[i]) <= most)) return $"{y.ShowIndex(i)}: {y.Values[i]:R} above {most}";
            }
            return null;
        });

    /// <summary>A constant image gives a constant where no window meets the border.</summary>
    public static Law ConstantInside { get; } = new(
        "A_constant_image_gives_a_constant_inside", "X[j, ·] = x[j] ⇒ Y[c, ·] = Σ_j x[j]·Σ_a W[c, j, a] + b[c] inside",
        "SPEC.md, \"The operation\"",
        p => p.HasElements() && p.Axes.All(a => a.Size >= a.Span && a.Output > 0),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor x = new Tensor(p.InputShape).AddToChannels(context.Draw([(nint)p.InputChannels]));
            Tensor y = context.Convolve(p, x, context.Weight, context.Bias);
            for (int axis = 0; axis < p.Axes.Length; axis++)
            {
                SpatialAxis a = p.Axes[axis];
                long first = Math.Max(0, (a.PadBefore + a.Stride - 1) / a.Stride);
                long count = Enumerable.Range(0, (int)a.Output).Count(o => o >= first && a.InputAt(o, 0) + a.Span <= a.Size);
                if (count == 0) return null;
                y = y.Slice(2 + axis, first, count);
            }
            Tensor one = y;
            for (int axis = 2; axis < y.Shape.Count; axis++) one = one.Gather(axis, y.Shape[axis], _ => 0);
            return context.Same(one, y, growth: 2);
        });
}
