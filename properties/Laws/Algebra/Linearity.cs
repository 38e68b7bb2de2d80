using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A convolution is linear in its input, in its kernel and in its bias.</summary>
public static class Linearity
{
    private const string Source = "SPEC.md, \"The operation\"";

    /// <summary>Linear in the input.</summary>
    public static Law InInput { get; } = new(
        "The_output_is_linear_in_the_input", "W ⋆ (2X − X′) = 2(W ⋆ X) − W ⋆ X′", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: false);
            Tensor x = context.Input, other = context.Draw(p.InputShape), w = context.Weight;
            return context.Same(
                context.Convolve(p, Combine(x, other), w), Combine(context.Convolve(p, x, w), context.Convolve(p, other, w)), growth: 2);
        });

    /// <summary>Linear in the kernel.</summary>
    public static Law InKernel { get; } = new(
        "The_output_is_linear_in_the_kernel", "(2W − W′) ⋆ X = 2(W ⋆ X) − W′ ⋆ X", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: false);
            Tensor x = context.Input, w = context.Weight, other = context.Draw(p.WeightShape);
            return context.Same(
                context.Convolve(p, x, Combine(w, other)), Combine(context.Convolve(p, x, w), context.Convolve(p, x, other)), growth: 2);
        });

    /// <summary>The bias is added, once, to every element of its channel.</summary>
    public static Law InBias { get; } = new(
        "The_bias_is_added_once_to_every_element_of_its_channel", "Y(W, b)[n, c, o] = Y(W)[n, c, o] + b[c]", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: true);
            Tensor bias = context.Problem.HasBias ? context.Bias : context.Draw(p.BiasShape);
            return context.Same(
                context.Convolve(p.With(bias: false), context.Input, context.Weight).AddToChannels(bias),
                context.Convolve(p, context.Input, context.Weight, bias));
        });

    /// <summary>A kernel that is 1 at one tap of one channel copies that channel, moved.</summary>
    public static Law DeltaCopies { get; } = new(
        "A_kernel_of_a_single_one_copies_its_channel_shifted",
        "W[c, j, a] = [j = j₀, a = t] ⇒ Y[n, c, o] = X[n, γC_in/g + j₀, o·s − p + t·d]", Source, _ => true, Copy);

    private static Tensor Combine(Tensor a, Tensor b) => a.Combine(b, (u, v) => 2 * u - v);

    private static string? Copy(LawContext context)
    {
        ConvolutionProblem p = context.Problem.With(bias: false);
        long channel = context.Between(0, p.InputChannelsPerGroup - 1);
        long[] taps = [.. p.Axes.Select(a => context.Between(0, a.Kernel - 1))];
        var kernel = new Tensor(p.WeightShape);
        for (int i = 0; i < kernel.Values.Length; i++)
        {
            long[] at = kernel.Unravel(i);
            bool isOne = at[1] == channel;
            for (int axis = 0; axis < taps.Length; axis++) isOne &= at[2 + axis] == p.KernelIndex(axis, taps[axis]);
            kernel.Values[i] = isOne ? 1 : 0;
        }
        Tensor copy = context.Input.Gather(
            1, p.OutputChannels, c => c / p.OutputChannelsPerGroup * p.InputChannelsPerGroup + channel);
        for (int axis = 0; axis < taps.Length; axis++)
        {
            SpatialAxis a = p.Axes[axis];
            long tap = taps[axis];
            copy = copy.Gather(2 + axis, a.Output, o => a.InputAt(o, tap));
        }
        return context.Same(copy, context.Convolve(p, context.Input, kernel));
    }
}
