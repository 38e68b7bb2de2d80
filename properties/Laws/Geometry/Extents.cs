using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Where windows stand, and what they see.</summary>
public static class Extents
{
    /// <summary>The output has an element for each place of the window, and each sums what the window sees there.</summary>
    public static Law CountsWindows { get; } = new(
        "The_output_extent_counts_the_window_positions",
        "o = #{i ≥ 0 : i·s + d(k − 1) + 1 ≤ n + p + q}, and ones over ones count the taps inside",
        "SPEC.md, C12, C17; D2L §7.3", _ => true, CountTaps);

    /// <summary>The results of the padding modes are parts of each other.</summary>
    public static Law ModesAreCropsOfFull { get; } = new(
        "Valid_and_same_results_are_parts_of_the_full_one",
        "stride 1: full has n + span − 1, same n, valid n − span + 1 positions; each is a part of the next larger",
        "SPEC.md, \"Padding modes\"; D2L §7.3.1", p => p.Axes.All(a => a.Size >= a.Span), ComparePaddingModes);

    /// <summary>A problem's line says all of it.</summary>
    public static Law LineSaysAll { get; } = new(
        "A_problem_read_back_from_its_line_gives_the_same_output",
        "parse(print(p)) = p; its call after p's is that of an engine that knows only p's line",
        "SPEC.md, \"The problem line\"", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            var read = ConvolutionProblem.Parse(p.ToString());
            if (!read.Equals(p)) return $"{p} reads back as {read}";
            context.Convolve(p, context.Input, context.Weight, context.Bias);
            Tensor other = context.Draw(p.InputShape);
            return context.Same(
                context.Convolve(context.Subject.Fresh(), p, other, context.Weight, context.Bias),
                context.Convolve(read, other, context.Weight, context.Bias));
        });

    private static string? CountTaps(LawContext context)
    {
        ConvolutionProblem p = context.Problem.With(bias: false);
        // Per axis: how many taps of each window lie inside, counted one by one.
        var expected = new Tensor([(nint)p.Batch, (nint)p.OutputChannels]).Map(_ => p.InputChannelsPerGroup);
        for (int axis = 0; axis < p.Axes.Length; axis++)
        {
            SpatialAxis a = p.Axes[axis];
            var counts = new List<int>();
            for (long start = -a.PadBefore; start + a.Span <= a.Size + a.PadAfter; start += a.Stride)
            {
                int inside = 0;
                for (long tap = start; tap < start + a.Span; tap += a.Dilation)
                    if (tap >= 0 && tap < a.Size) inside++;
                counts.Add(inside);
            }
            if (counts.Count != p.OutputShape[2 + axis]) return $"{counts.Count} positions, extent {p.OutputShape[2 + axis]} on axis {axis}";
            expected = new Tensor(
                [.. expected.Values.SelectMany(v => counts.Select(count => v * count))], [.. expected.Shape, counts.Count]);
        }
        return context.Same(expected, context.Convolve(p, Derived.Filled(p.InputShape, 1), Derived.Filled(p.WeightShape, 1)));
    }

    private static string? ComparePaddingModes(LawContext context)
    {
        ConvolutionProblem p = context.Problem.WithEachAxis(a => a with { Stride = 1 });
        var results = new Tensor[3];
        var axes = new SpatialAxis[3][];
        Padding[] modes = [Padding.Full, Padding.SameLower, Padding.Valid];
        for (int i = 0; i < modes.Length; i++)
        {
            axes[i] = [.. p.Axes.Select(modes[i].Resolve)];
            results[i] = context.Convolve(p.With(axes: axes[i]), context.Input, context.Weight, context.Bias);
            Func<SpatialAxis, long>[] extents = [a => a.Size + a.Span - 1, a => a.Size, a => a.Size - a.Span + 1];
            if (axes[i].Any(a => extents[i](a) != a.Output)) return $"an extent of {p.With(axes: axes[i])} is not what its mode says";
        }
        for (int i = 1; i < modes.Length; i++)
        {
            Tensor part = results[i - 1];
            for (int axis = 0; axis < p.Axes.Length; axis++)
                part = part.Slice(2 + axis, axes[i - 1][axis].PadBefore - axes[i][axis].PadBefore, axes[i][axis].Output);
            if (context.Same(part, results[i]) is { } wrong) return wrong;
        }
        return null;
    }
}
