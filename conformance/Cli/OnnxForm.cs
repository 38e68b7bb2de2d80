using System.Numerics;
using Conformance.Onnx;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Cli;

/// <summary>A case in words that ONNX's Conv has: where the problem has none of its own, an equal one, with the same windows
/// over the same numbers.</summary>
/// <param name="Problem">Cross-correlation without negative pads.</param>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Change">What was done to the tensors; empty where nothing was.</param>
internal sealed record OnnxForm<T>(ConvolutionProblem Problem, T[] Input, T[] Weight, string Change)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The form of a case; null and the reason where there is none.</summary>
    public static OnnxForm<T>? Of(CaseData<T> data, out string reason)
    {
        (reason, ConvolutionProblem p) = ("", data.Problem);
        T[] input = data.Input, weight = data.Weight;
        List<string> changes = [];
        if (p.IsStrict)
        {
            weight = Gather(weight, p.WeightShape.AsSpan(), axis => axis < 2 ? null : (0, p.Axes[axis - 2].Kernel, true));
            p = p.With(strict: false);
            changes.Add("strict convolution: the kernel is stored flipped");
        }
        SpatialAxis[] axes = [.. p.Axes.Select(axis => axis.WithoutIdleCrop())];
        if (axes.Any(axis => Kept(axis).Count < 0))
        {
            reason = "negative pads take more than the input has";
            return null;
        }
        if (axes.Any(axis => axis.PadBefore < 0 || axis.PadAfter < 0))
        {
            input = Gather(input, p.InputShape.AsSpan(), axis => axis < 2 ? null : Kept(axes[axis - 2]));
            axes = [.. axes.Select(axis => axis with
            {
                Size = Kept(axis).Count, PadBefore = Math.Max(axis.PadBefore, 0), PadAfter = Math.Max(axis.PadAfter, 0),
            })];
            changes.Add("negative pads: the input is stored cropped");
        }
        p = p.With(axes: axes);
        if (ConvModel.Supports(p) is { IsSupported: false } no) reason = no.Reason;
        return reason.Length == 0 ? new OnnxForm<T>(p, input, weight, string.Join("; ", changes)) : null;
    }

    private static (long First, long Count, bool IsFlipped) Kept(SpatialAxis axis) =>
        (Math.Max(-axis.PadBefore, 0), axis.Size + Math.Min(axis.PadBefore, 0) + Math.Min(axis.PadAfter, 0), false);

    /// <summary>A range of each axis, forwards or backwards; all of it where none is said.</summary>
    private static T[] Gather(T[] values, ReadOnlySpan<nint> shape, Func<int, (long First, long Count, bool IsFlipped)?> range)
    {
        var ranges = new (long First, long Count, bool IsFlipped)[shape.Length];
        for (int axis = 0; axis < shape.Length; axis++) ranges[axis] = range(axis) ?? (0, shape[axis], false);
        var gathered = new T[ranges.Aggregate(1L, (count, r) => count * r.Count)];
        for (long i = 0; i < gathered.Length; i++)
        {
            long rest = i, from = 0, step = 1;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                var (first, count, isFlipped) = ranges[axis];
                (rest, long at) = Math.DivRem(rest, count);
                from += (first + (isFlipped ? count - 1 - at : at)) * step;
                step *= shape[axis];
            }
            gathered[i] = values[from];
        }
        return gathered;
    }
}
