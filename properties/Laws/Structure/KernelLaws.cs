using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Kernels taken apart, and axes exchanged or added.</summary>
public static class KernelLaws
{
    /// <summary>The taps before a cut and those after it.</summary>
    public static Law CutSums { get; } = new(
        "A_kernel_cut_in_two_sums", "W ⋆ X = W[0…t) ⋆ X + W[t…k) ⋆ X, the second with p − t·d before", "SPEC.md, \"The operation\"",
        p => p.Axes.Any(a => a.Kernel > 1),
        context =>
        {
            ConvolutionProblem p = context.Problem.With(strict: false);
            int[] cuttable = [.. Enumerable.Range(0, p.Axes.Length).Where(i => p.Axes[i].Kernel > 1)];
            int at = cuttable[context.Between(0, cuttable.Length - 1)];
            SpatialAxis axis = p.Axes[at];
            long cut = context.Between(1, axis.Kernel - 1);
            Tensor first = Part(0, cut, p.HasBias), rest = Part(cut, axis.Kernel - cut, false);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias), first.Combine(rest, (a, b) => a + b));

            Tensor Part(long start, long count, bool bias)
            {
                SpatialAxis part = (axis with { Kernel = count, PadBefore = axis.PadBefore - start * axis.Dilation }).WithOutput(axis.Output);
                return context.Convolve(p.WithAxis(at, part).With(bias: bias), context.Input, context.Weight.Slice(2 + at, start, count), context.Bias);
            }
        });

    /// <summary>A kernel of rank 1 is two convolutions.</summary>
    public static Law RankOneSeparates { get; } = new(
        "A_kernel_of_rank_1_is_a_row_after_a_column", "(u ⊗ v) ⋆ X = v ⋆ (u ⋆ X)", "D2L §7.3; SPEC.md, \"The operation\"",
        p => p.Axes.Length > 1 && p.HasElements(),
        context =>
        {
            var (x, w) = context.Plane();
            x = x.Map(value => value % 8);
            ConvolutionProblem p = context.Problem.With(batch: 1, inputChannels: 1, outputChannels: 1, groups: 1, bias: false);
            int last = p.Axes.Length - 1;
            SpatialAxis row = p.Axes[last];
            // u: [1, 1, k…, 1], v: [1, 1, 1…, k]
            Tensor u = w.Slice(2 + last, 0, 1).Map(value => value % 8);
            Tensor v = context.Draw([.. Enumerable.Repeat((nint)1, 1 + p.Axes.Length), (nint)row.Kernel], limit: 3);
            Tensor product = u.Gather(2 + last, row.Kernel, _ => 0);
            for (int i = 0; i < product.Values.Length; i++) product.Values[i] *= v.Values[i % row.Kernel];
            ConvolutionProblem column = p.WithAxis(last, new SpatialAxis(row.Size, 1));
            ConvolutionProblem then = p.With(axes: p.Axes.Select((a, i) => i == last ? row : new SpatialAxis(a.Output, 1)));
            return context.Same(
                context.Convolve(p, x, product), context.Convolve(then, context.Convolve(column, x, u), v), growth: 3 * row.Kernel);
        });

    /// <summary>Height and width exchanged in everything.</summary>
    public static Law SwappingAxes { get; } = new(
        "Swapping_height_and_width_in_everything_swaps_the_output", "Wᵀ ⋆ Xᵀ = (W ⋆ X)ᵀ", "SPEC.md, \"The operation\"",
        p => p.Axes.Length > 1,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            ConvolutionProblem swapped = p.With(axes: [.. p.Axes[..^2], p.Axes[^1], p.Axes[^2]]);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias).SwapLastAxes(),
                context.Convolve(swapped, context.Input.SwapLastAxes(), context.Weight.SwapLastAxes(), context.Bias));
        });

    /// <summary>An axis of extent 1 more.</summary>
    public static Law OneMoreAxis { get; } = new(
        "Two_axes_are_three_with_depth_1_and_one_axis_is_two_with_height_1", "X: [N, C, n…] = [N, C, 1, n…], W: [C, C/g, k…] = [C, C/g, 1, k…]",
        "SPEC.md, C1", p => p.Axes.Length < 3,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            ConvolutionProblem more = p.With(axes: [new SpatialAxis(1, 1), .. p.Axes]);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias).Reshape(more.OutputShape),
                context.Convolve(more, context.Input.Reshape(more.InputShape), context.Weight.Reshape(more.WeightShape), context.Bias));
        });
}
