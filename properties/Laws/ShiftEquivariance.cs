using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Moving the input by one stride moves the output by one position.</summary>
public static class ShiftEquivariance
{
    /// <summary>The law, on the last axis. Source: Dive into Deep Learning, §7.1 (translation invariance).</summary>
    public static Law Law { get; } = new(
        "Shifting_the_input_shifts_the_output",
        "x′[i] = x[i − s] ⇒ y′[o + 1] = y[o], wherever the window at o sees none of the s elements shifted out",
        p => p.Axes[^1].Output > 1 && p.Axes[^1].Size > 0,
        Check);

    private static string? Check(LawContext context)
    {
        ConvolutionProblem p = context.Problem;
        SpatialAxis axis = p.Axes[^1];
        float[] x = context.Draw(p.InputCount), w = context.Draw(p.WeightCount), b = context.Draw(p.BiasCount);
        float[] shifted = Tensors.Rearrange(x, p.InputShape,
            at => at[^1] < axis.Stride ? null : [.. at[..^1], at[^1] - axis.Stride]);
        float[] y = context.Convolve(p, x, w, b), yShifted = context.Convolve(p, shifted, w, b);
        long[] shape = [.. p.OutputShape.Select(n => (long)n)];
        for (int i = 0; i < y.Length; i++)
        {
            long[] at = Tensors.Unravel(i, shape);
            if (at[^1] + 1 >= axis.Output || SeesElementsShiftedOut(axis, at[^1])) continue;
            float moved = yShifted[Tensors.Ravel([.. at[..^1], at[^1] + 1], shape)];
            if (moved != y[i]) return $"element {i}: {y[i]} before the shift, {moved} after";
        }
        return null;
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
