using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>How strict convolution and cross-correlation relate.</summary>
public static class FlipEquivalence
{
    /// <summary>Strict convolution is cross-correlation with the flipped kernel.</summary>
    public static Law StrictIsFlippedCorrelation { get; } = new(
        "Strict_convolution_is_cross_correlation_with_the_flipped_kernel", "W ∗ X = flip(W) ⋆ X",
        "SPEC.md, \"The operation\"; D2L §7.1.3", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            return context.Same(
                context.Convolve(p.With(strict: true), context.Input, context.Weight, context.Bias),
                context.Convolve(p.With(strict: false), context.Input, context.Weight.FlipSpatial(), context.Bias));
        });

    /// <summary>Flipping input and kernel flips the output, where the windows tile the padded input to its end.</summary>
    public static Law FlippingBothFlipsTheOutput { get; } = new(
        "Flipping_input_and_kernel_flips_the_output", "flip(W) ⋆ flip(X) = flip(W ⋆ X), pads exchanged",
        "SPEC.md, \"The operation\"",
        p => p.Axes.All(a => (a.PaddedSize - a.Span) % a.Stride == 0),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            ConvolutionProblem exchanged = p.WithEachAxis(a => a with { PadBefore = a.PadAfter, PadAfter = a.PadBefore });
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias).FlipSpatial(),
                context.Convolve(exchanged, context.Input.FlipSpatial(), context.Weight.FlipSpatial(), context.Bias));
        });
}
