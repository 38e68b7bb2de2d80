using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A convolution is linear in its input and in its kernel.</summary>
public static class Linearity
{
    /// <summary>Linear in the input.</summary>
    public static Law InInput { get; } = new(
        "The_output_is_linear_in_the_input", "W ⋆ (2X − X′) = 2(W ⋆ X) − W ⋆ X′", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: false);
            float[] x = context.Draw(p.InputCount), other = context.Draw(p.InputCount), w = context.Draw(p.WeightCount);
            return LawContext.Compare(
                context.Convolve(p, Combine(x, other), w, []),
                Combine(context.Convolve(p, x, w, []), context.Convolve(p, other, w, [])));
        });

    /// <summary>Linear in the kernel.</summary>
    public static Law InKernel { get; } = new(
        "The_output_is_linear_in_the_kernel", "(2W − W′) ⋆ X = 2(W ⋆ X) − W′ ⋆ X", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: false);
            float[] x = context.Draw(p.InputCount), w = context.Draw(p.WeightCount), other = context.Draw(p.WeightCount);
            return LawContext.Compare(
                context.Convolve(p, x, Combine(w, other), []),
                Combine(context.Convolve(p, x, w, []), context.Convolve(p, x, other, [])));
        });

    private static float[] Combine(float[] a, float[] b) => [.. a.Zip(b, (u, v) => 2 * u - v)];
}
