using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Stride, dilation and padding are what could be done outside a convolution that has none of them.</summary>
public static class Windows
{
    /// <summary>A dilated kernel is a dense one with zeros between its taps.</summary>
    public static Law DilationIsZeroStuffing { get; } = new(
        "A_dilated_kernel_is_one_stuffed_with_zeros", "W′[a·d] = W[a], else 0, of extent d(k − 1) + 1; d′ = 1",
        "SPEC.md, C11; D2L §7.3", p => p.Axes.Any(a => a.Dilation > 1),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor stuffed = context.Weight;
            for (int axis = 0; axis < p.Axes.Length; axis++)
            {
                SpatialAxis a = p.Axes[axis];
                stuffed = stuffed.Gather(2 + axis, a.Span, j => j % a.Dilation == 0 ? j / a.Dilation : -1);
            }
            return context.Same(
                context.Convolve(p.WithEachAxis(a => a with { Kernel = a.Span, Dilation = 1 }), context.Input, stuffed, context.Bias),
                context.Convolve(p, context.Input, context.Weight, context.Bias));
        });

    /// <summary>A stride leaves out positions.</summary>
    public static Law StrideIsSubsampling { get; } = new(
        "A_strided_result_is_the_one_of_stride_1_subsampled", "Y[o] = Y₁[o·s]", "SPEC.md, C10; D2L §7.3.2",
        p => p.Axes.Any(a => a.Stride > 1),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor y = context.Convolve(p.WithEachAxis(a => a with { Stride = 1 }), context.Input, context.Weight, context.Bias);
            for (int axis = 0; axis < p.Axes.Length; axis++)
            {
                SpatialAxis a = p.Axes[axis];
                y = y.Gather(2 + axis, a.Output, o => o * a.Stride);
            }
            return context.Same(y, context.Convolve(p, context.Input, context.Weight, context.Bias));
        });

    /// <summary>Padding could be in the input; a negative pad takes elements away.</summary>
    public static Law PaddingIsABorder { get; } = new(
        "Padding_is_a_border_of_zeros_and_negative_padding_a_crop", "X′[i] = X[i − p], 0 outside, of extent n + p + q; p′ = q′ = 0",
        "SPEC.md, \"Padding modes\"; D2L §7.3.1", p => p.Axes.Any(a => a.PadBefore != 0 || a.PadAfter != 0),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor x = context.Input;
            for (int axis = 0; axis < p.Axes.Length; axis++)
            {
                SpatialAxis a = p.Axes[axis];
                x = x.Gather(2 + axis, a.PaddedSize, i => i - a.PadBefore);
            }
            return context.Same(
                context.Convolve(p.WithEachAxis(a => a with { Size = a.PaddedSize, PadBefore = 0, PadAfter = 0 }), x, context.Weight, context.Bias),
                context.Convolve(p, context.Input, context.Weight, context.Bias));
        });

    /// <summary>Overlapping tiles of the input give the output piece by piece.</summary>
    public static Law TilesStitch { get; } = new(
        "Overlapping_tiles_stitch_to_the_whole", "Y[·, m…) from X[m·s − p …), Y[·, 0…m) from X[… (m − 1)s − p + span)",
        "SPEC.md, \"The operation\"", p => p.Axes.Any(a => a.Output > 1),
        context =>
        {
            ConvolutionProblem p = context.Problem;
            int[] cuttable = [.. Enumerable.Range(0, p.Axes.Length).Where(i => p.Axes[i].Output > 1)];
            int at = cuttable[context.Between(0, cuttable.Length - 1)];
            SpatialAxis axis = p.Axes[at];
            long cut = context.Between(1, axis.Output - 1);
            return context.Same(
                context.Convolve(p, context.Input, context.Weight, context.Bias),
                Tile(0, cut).Concat(2 + at, Tile(cut, axis.Output)));

            Tensor Tile(long first, long end)
            {
                long low = axis.InputAt(first, 0), high = axis.InputAt(end - 1, axis.Kernel - 1) + 1;
                long start = Math.Clamp(low, 0, axis.Size), stop = Math.Clamp(high, start, axis.Size);
                var tile = axis with { Size = stop - start, PadBefore = start - low, PadAfter = high - stop };
                return context.Convolve(
                    p.WithAxis(at, tile), context.Input.Slice(2 + at, start, stop - start), context.Weight, context.Bias);
            }
        });
}
