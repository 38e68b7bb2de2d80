using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>The images of a batch have nothing to do with each other.</summary>
public static class Items
{
    /// <summary>Each image alone gives its part of the output.</summary>
    public static Law AreIndependent { get; } = new(
        "Each_image_of_a_batch_is_convolved_as_if_alone", "Y[n] = W ⋆ X[n]", "SPEC.md, C2", p => p.Batch > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor y = context.Convolve(p, context.Input, context.Weight, context.Bias);
            for (long n = Math.Max(0, p.Batch - 3); n < p.Batch; n++)
            {
                Tensor alone = context.Convolve(p.With(batch: 1), context.Input.Slice(0, n, 1), context.Weight, context.Bias);
                if (context.Same(alone, y.Slice(0, n, 1)) is { } wrong) return $"image {n}: {wrong}";
            }
            return null;
        });

    /// <summary>Images in another order give outputs in that order.</summary>
    public static Law Permute { get; } = new(
        "Permuting_the_images_permutes_the_outputs", "X′[n] = X[π(n)] ⇒ Y′[n] = Y[π(n)]", "SPEC.md, C2", p => p.Batch > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long[] order = context.Permutation(p.Batch);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias).Permute(0, order),
                context.Convolve(p, context.Input.Permute(0, order), context.Weight, context.Bias));
        });

    /// <summary>0 … count − 1 in an order that is not their own.</summary>
    internal static long[] Permutation(this LawContext context, long count)
    {
        long[] order = [.. Enumerable.Range(0, (int)count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            long j = context.Between(0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        // The identity would say nothing.
        if (count > 1 && order.SequenceEqual(order.Order())) (order[0], order[1]) = (order[1], order[0]);
        return order;
    }
}
