using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Input channels are summed, output channels stand side by side.</summary>
public static class ChannelLaws
{
    private const string Source = "D2L §7.4; SPEC.md, \"The operation\"";

    /// <summary>Input channels in another order, with their kernels, give the same sum.</summary>
    public static Law PermuteInput { get; } = new(
        "Permuting_the_input_channels_with_their_kernels_changes_nothing", "Σ_j W[c, π(j)] ⋆ X[π(j)] = Σ_j W[c, j] ⋆ X[j]", Source,
        p => p.InputChannelsPerGroup > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long[] order = context.Permutation(p.InputChannelsPerGroup);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias),
                context.Convolve(p, InEachGroup(context.Input, 1, p.Groups, order), context.Weight.Permute(1, order), context.Bias));
        });

    /// <summary>Output channels in another order give the output in that order.</summary>
    public static Law PermuteOutput { get; } = new(
        "Permuting_the_output_channels_permutes_the_output", "W′[c] = W[π(c)] ⇒ Y′[c] = Y[π(c)], π within groups", Source,
        p => p.OutputChannelsPerGroup > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long[] order = context.Permutation(p.OutputChannelsPerGroup);
            return context.Same(
                InEachGroup(context.Convolve(p, context.Input, context.Weight, context.Bias), 1, p.Groups, order),
                context.Convolve(p, context.Input, InEachGroup(context.Weight, 0, p.Groups, order),
                    p.HasBias ? InEachGroup(context.Bias, 0, p.Groups, order) : context.Bias));
        });

    /// <summary>Some input channels and the rest, summed.</summary>
    public static Law SplitInput { get; } = new(
        "Splitting_the_input_channels_splits_the_sum", "Y = W[·, 0…m) ⋆ X[0…m) + W[·, m…) ⋆ X[m…) + b", Source,
        p => p.InputChannelsPerGroup > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long all = p.InputChannelsPerGroup, cut = context.Between(1, all - 1);
            Tensor first = Part(0, cut, p.HasBias), rest = Part(cut, all - cut, false);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias), first.Combine(rest, (a, b) => a + b));

            Tensor Part(long start, long count, bool bias)
            {
                long[] kept = [.. Enumerable.Range((int)start, (int)count)];
                return context.Convolve(p.With(inputChannels: count * p.Groups, bias: bias),
                    InEachGroup(context.Input, 1, p.Groups, kept), context.Weight.Slice(1, start, count), context.Bias);
            }
        });

    /// <summary>Some output channels, then the rest.</summary>
    public static Law SplitOutput { get; } = new(
        "Splitting_the_output_channels_splits_the_output", "Y[0…m) = W[0…m) ⋆ X, Y[m…) = W[m…) ⋆ X, in each group", Source,
        p => p.OutputChannelsPerGroup > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long all = p.OutputChannelsPerGroup, cut = context.Between(1, all - 1);
            Tensor y = context.Convolve(p, context.Input, context.Weight, context.Bias);
            return Part(0, cut) ?? Part(cut, all - cut);

            string? Part(long start, long count)
            {
                long[] kept = [.. Enumerable.Range((int)start, (int)count)];
                return context.Same(InEachGroup(y, 1, p.Groups, kept), context.Convolve(
                    p.With(outputChannels: count * p.Groups), context.Input, InEachGroup(context.Weight, 0, p.Groups, kept),
                    p.HasBias ? InEachGroup(context.Bias, 0, p.Groups, kept) : context.Bias));
            }
        });

    /// <summary>In each group of slices along an axis, those that are named, in that order.</summary>
    internal static Tensor InEachGroup(Tensor values, int axis, long groups, IReadOnlyList<long> order)
    {
        long size = values.Shape[axis] / groups;
        return values.Gather(axis, groups * order.Count, j => j / order.Count * size + order[(int)(j % order.Count)]);
    }
}
