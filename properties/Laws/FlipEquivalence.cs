using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>How strict convolution and cross-correlation relate.</summary>
public static class FlipEquivalence
{
    /// <summary>Strict convolution is cross-correlation with the flipped kernel. Source: SPEC.md, "The operation".</summary>
    public static Law StrictIsFlippedCorrelation { get; } = new(
        "Strict_convolution_is_cross_correlation_with_the_flipped_kernel",
        "W ∗ X = flip(W) ⋆ X",
        _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            float[] x = context.Draw(p.InputCount), w = context.Draw(p.WeightCount), b = context.Draw(p.BiasCount);
            return LawContext.Compare(
                context.Convolve(p.With(strict: true), x, w, b),
                context.Convolve(p.With(strict: false), x, Tensors.Flip(w, p.WeightShape), b));
        });

    /// <summary>Flipping input and kernel flips the output, where the windows tile the padded input to its end.</summary>
    public static Law FlippingBothFlipsTheOutput { get; } = new(
        "Flipping_input_and_kernel_flips_the_output",
        "flip(W) ⋆ flip(X) = flip(W ⋆ X), pads exchanged",
        p => p.Axes.All(a => (a.PaddedSize - a.Span) % a.Stride == 0),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            ConvolutionProblem exchanged = p.With(
                axes: p.Axes.Select(a => a with { PadBefore = a.PadAfter, PadAfter = a.PadBefore }));
            float[] x = context.Draw(p.InputCount), w = context.Draw(p.WeightCount), b = context.Draw(p.BiasCount);
            float[] flipped = context.Convolve(exchanged, Tensors.Flip(x, p.InputShape), Tensors.Flip(w, p.WeightShape), b);
            return LawContext.Compare(Tensors.Flip(context.Convolve(p, x, w, b), p.OutputShape), flipped);
        });
}
