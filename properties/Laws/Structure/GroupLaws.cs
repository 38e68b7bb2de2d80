using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Groups are convolutions side by side.</summary>
public static class GroupLaws
{
    private const string Source = "SPEC.md, \"The operation\", C6, C7";

    /// <summary>Each group alone gives its part of the output.</summary>
    public static Law AreSeparate { get; } = new(
        "Groups_are_separate_convolutions_side_by_side", "Y[γ] = W[γ] ⋆ X[γ] for each group γ", Source, p => p.Groups > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long inputs = p.InputChannelsPerGroup, outputs = p.OutputChannelsPerGroup;
            ConvolutionProblem one = p.With(groups: 1, inputChannels: inputs, outputChannels: outputs);
            Tensor y = context.Convolve(p, context.Input, context.Weight, context.Bias);
            foreach (long group in new[] { 0, context.Between(1, p.Groups - 1) })
            {
                Tensor alone = context.Convolve(one, context.Input.Slice(1, group * inputs, inputs),
                    context.Weight.Slice(0, group * outputs, outputs),
                    p.HasBias ? context.Bias.Slice(0, group * outputs, outputs) : context.Bias);
                if (context.Same(alone, y.Slice(1, group * outputs, outputs)) is { } wrong) return $"group {group}: {wrong}";
            }
            return null;
        });

    /// <summary>A dense kernel that is zero between groups.</summary>
    public static Law AreBlockDiagonal { get; } = new(
        "Groups_are_a_dense_convolution_with_a_block_diagonal_kernel",
        "W′[c, j] = W[c, j − γC_in/g] within the group γ of c, else 0", Source, p => p.Groups > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long inputs = p.InputChannelsPerGroup, outputs = p.OutputChannelsPerGroup;
            Tensor? dense = null;
            for (long group = 0; group < p.Groups; group++)
            {
                long first = group * inputs;
                Tensor rows = context.Weight.Slice(0, group * outputs, outputs).Gather(1, p.InputChannels, j => j - first);
                dense = dense is null ? rows : dense.Concat(0, rows);
            }
            return context.Same(
                context.Convolve(p.With(groups: 1), context.Input, dense!, context.Bias),
                context.Convolve(p, context.Input, context.Weight, context.Bias));
        });

    /// <summary>Whole groups in another order.</summary>
    public static Law Permute { get; } = new(
        "Permuting_the_groups_permutes_the_output", "X′[γ] = X[π(γ)], W′[γ] = W[π(γ)] ⇒ Y′[γ] = Y[π(γ)]", Source, p => p.Groups > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            long[] order = context.Permutation(p.Groups);
            return context.Same(
                Whole(context.Convolve(p, context.Input, context.Weight, context.Bias), 1, p.OutputChannelsPerGroup),
                context.Convolve(p, Whole(context.Input, 1, p.InputChannelsPerGroup), Whole(context.Weight, 0, p.OutputChannelsPerGroup),
                    p.HasBias ? Whole(context.Bias, 0, p.OutputChannelsPerGroup) : context.Bias));

            Tensor Whole(Tensor values, int axis, long size) =>
                values.Gather(axis, values.Shape[axis], j => order[j / size] * size + j % size);
        });
}
