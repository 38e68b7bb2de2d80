using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Moving the input by one stride moves the output by one position.</summary>
public static class ShiftEquivariance
{
    /// <summary>With zeros around, wherever the border is out of sight.</summary>
    public static Law AwayFromTheBorder { get; } = new(
        "Shifting_the_input_shifts_the_output",
        "x′[i] = x[i − s] ⇒ y′[o + 1] = y[o], wherever the window at o sees none of the s elements shifted out",
        "D2L §7.1.2.1 (translation invariance)",
        p => p.Axes.Any(a => a.Output > 1 && a.Size > 0), CheckInside);

    /// <summary>With periodic padding, everywhere.</summary>
    public static Law Periodic { get; } = new(
        "With_periodic_padding_a_cyclic_shift_of_the_input_is_one_of_the_output",
        "x′[i] = x[(i − s) mod n], s | n ⇒ y′[o] = y[(o − 1) mod n/s]",
        "D2L §7.1.2.1 (translation invariance)", p => p.Axes.Any(a => a.Size > 0), CheckPeriodic);

    private static string? CheckInside(LawContext context)
    {
        ConvolutionProblem p = context.Problem;
        int at = PickAxis(context, a => a.Output > 1 && a.Size > 0);
        SpatialAxis axis = p.Axes[at];
        Tensor shifted = context.Input.Gather(2 + at, axis.Size, i => i - axis.Stride);
        // Positions whose window saw something that was shifted out are blotted out on both sides.
        Tensor before = context.Convolve(p, context.Input, context.Weight, context.Bias)
            .Gather(2 + at, axis.Output - 1, o => SeesElementsShiftedOut(axis, o) ? -1 : o);
        Tensor after = context.Convolve(p, shifted, context.Weight, context.Bias)
            .Gather(2 + at, axis.Output - 1, o => SeesElementsShiftedOut(axis, o) ? -1 : o + 1);
        return context.Same(before, after);
    }

    private static string? CheckPeriodic(LawContext context)
    {
        int at = PickAxis(context, a => a.Size > 0);
        SpatialAxis axis = context.Problem.Axes[at];
        long stride = axis.Size % axis.Stride == 0 ? axis.Stride : 1;
        // n + span − 1 elements of the periodic signal, no padding: n/s windows, the last of which begins at n − s.
        var extended = new SpatialAxis(axis.Size + axis.Span - 1, axis.Kernel, stride, axis.Dilation);
        ConvolutionProblem p = context.Problem.WithAxis(at, extended);
        long count = axis.Size / stride;
        Tensor y = Convolve(0), moved = Convolve(stride);
        return context.Same(y.Gather(2 + at, count, o => (o + count - 1) % count), moved);

        Tensor Convolve(long shift) => context.Convolve(p,
            context.Input.Gather(2 + at, extended.Size, i => (i + axis.Size - shift) % axis.Size), context.Weight, context.Bias);
    }

    private static int PickAxis(LawContext context, Func<SpatialAxis, bool> isRight)
    {
        List<int> right = [.. Enumerable.Range(0, context.Problem.Axes.Length).Where(i => isRight(context.Problem.Axes[i]))];
        return right[(int)context.Between(0, right.Count - 1)];
    }

    private static bool SeesElementsShiftedOut(SpatialAxis axis, long position)
    {
        for (long tap = 0; tap < axis.Kernel; tap++)
        {
            long at = axis.InputAt(position, tap);
            if (at >= 0 && at < axis.Size && at + axis.Stride >= axis.Size) return true;
        }
        return false;
    }
}
