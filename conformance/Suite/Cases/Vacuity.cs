using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>
/// Finds cases that cannot tell right from wrong: the output stays the same when the kernel is flipped, on one axis or on
/// all, its axes are swapped or the groups trade their kernels. Such a case is reported as suspect and does not count.
/// </summary>
public static class Vacuity
{
    /// <summary>What would go unseen, or null where the case sees it all. An empty output claims nothing.</summary>
    public static string? Find<T>(CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Unseen(data).FirstOrDefault();

    /// <summary>All that would go unseen.</summary>
    /// <inheritdoc cref="Find"/>
    public static IEnumerable<string> Unseen<T>(CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        data.Expected.Count == 0 ? [] : Changes(data.Problem).Where(change => IsBlindTo(data, change.Move)).Select(change => change.Name);

    /// <summary>The changes that a problem has room for, each with where a weight [C_out, C_in/g, k…] is then taken from.</summary>
    private static IEnumerable<(string Name, Action<long[]> Move)> Changes(ConvolutionProblem p)
    {
        int axes = p.Axes.Length;
        for (int axis = 0; axis < axes; axis++)
        {
            int a = axis;
            if (p.Axes[axis].Kernel > 1) yield return ($"a kernel flipped on axis {axis}", at => Flip(at, a));
            if (axis > 0 && p.Axes[axis].Kernel == p.Axes[axis - 1].Kernel && p.Axes[axis].Kernel > 1)
                yield return ($"a kernel whose axes {axis - 1} and {axis} are swapped", at => (at[2 + a], at[1 + a]) = (at[1 + a], at[2 + a]));
        }
        if (p.Axes.Count(a => a.Kernel > 1) > 1) yield return ("a kernel flipped on all axes", at => { for (int a = 0; a < axes; a++) Flip(at, a); });
        if (p.Groups > 1) yield return ("groups that trade their kernels", at => at[0] = (at[0] + p.OutputChannelsPerGroup) % p.OutputChannels);

        void Flip(long[] at, int axis) => at[2 + axis] = p.Axes[axis].Kernel - 1 - at[2 + axis];
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
        return ExactOracle.Gives<T>(p, data.Input, moved, data.Bias, data.Expected.Values);
    }
}
