using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>
/// Finds cases that cannot tell right from wrong: the output stays the same when the kernel is flipped, its axes are
/// swapped or the groups trade their kernels. Such a case is reported as suspect and does not count.
/// </summary>
public static class Vacuity
{
    /// <summary>What would go unseen, or null where the case sees it all. An empty output claims nothing.</summary>
    public static string? Find<T>(CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionProblem p = data.Problem;
        if (data.Expected.Count == 0) return null;
        int axes = p.Axes.Length;
        for (int axis = 0; axis < axes; axis++)
        {
            int flipped = axis;
            if (p.Axes[axis].Kernel > 1 && IsBlindTo(data, at => at[2 + flipped] = p.Axes[flipped].Kernel - 1 - at[2 + flipped]))
                return $"a kernel flipped on axis {axis}";
            if (axis > 0 && p.Axes[axis].Kernel == p.Axes[axis - 1].Kernel && p.Axes[axis].Kernel > 1
                && IsBlindTo(data, at => (at[2 + flipped], at[1 + flipped]) = (at[1 + flipped], at[2 + flipped])))
                return $"a kernel whose axes {axis - 1} and {axis} are swapped";
        }
        if (p.Groups > 1 && IsBlindTo(data, at => at[0] = (at[0] + p.OutputChannelsPerGroup) % p.OutputChannels))
            return "groups that trade their kernels";
        return null;
    }

    /// <summary>Whether the output stays the same when each weight is taken from another place.</summary>
    /// <param name="data">The case.</param>
    /// <param name="move">Changes the coordinates [C_out, C_in/g, k…] of a weight to those it is taken from.</param>
    private static bool IsBlindTo<T>(CaseData<T> data, Action<long[]> move)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionProblem p = data.Problem;
        long[] shape = [p.OutputChannels, p.InputChannelsPerGroup, .. p.Axes.Select(a => a.Kernel)];
        var moved = new T[data.Weight.Length];
        var at = new long[shape.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            long rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--) (rest, at[axis]) = Math.DivRem(rest, shape[axis]);
            move(at);
            long from = 0;
            for (int axis = 0; axis < shape.Length; axis++) from = from * shape[axis] + at[axis];
            moved[i] = data.Weight[from];
        }
        var other = ExactOracle.Evaluate<T>(p, data.Input, moved, data.Bias);
        return other.Values.SequenceEqual(data.Expected.Values);
    }
}
