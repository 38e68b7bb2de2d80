namespace Conformance.Spec;

/// <summary>The rules C1 to C13 of SPEC.md, which every problem keeps.</summary>
internal static class ProblemRules
{
    private static readonly string[] AxisNames = ["depth", "height", "width"];

    public static void Check(ConvolutionProblem p)
    {
        Require(p.Axes.Length is >= 1 and <= 3, "C1", "number of spatial axes", p.Axes.Length, "must be 1, 2 or 3");
        Require(p.Batch >= 0, "C2", "batch", p.Batch, "must not be negative", "mb");
        Require(p.InputChannels >= 1, "C3", "input channels", p.InputChannels, "must be at least 1", "ic");
        Require(p.OutputChannels >= 1, "C4", "output channels", p.OutputChannels, "must be at least 1", "oc");
        Require(p.Groups >= 1, "C5", "groups", p.Groups, "must be at least 1", "g");
        Require(p.InputChannels % p.Groups == 0, "C6", "input channels", p.InputChannels,
            $"must be a multiple of the {p.Groups} groups", "ic");
        Require(p.OutputChannels % p.Groups == 0, "C7", "output channels", p.OutputChannels,
            $"must be a multiple of the {p.Groups} groups", "oc");
        for (int axis = 0; axis < p.Axes.Length; axis++)
            CheckAxis(p.Axes[axis], AxisIndex(p, axis));
        CheckCounts(p);
    }

    private static void CheckAxis(SpatialAxis a, int index)
    {
        string name = AxisNames[index];
        char letter = name[0];
        Require(a.Size >= 0, "C8", $"input {name}", a.Size, "must not be negative", $"i{letter}");
        Require(a.Kernel >= 1, "C9", $"kernel {name}", a.Kernel, "must be at least 1", $"k{letter}");
        Require(a.Stride >= 1, "C10", $"stride {name}", a.Stride, "must be at least 1", $"s{letter}");
        Require(a.Dilation >= 1, "C11", $"dilation {name}", a.Dilation, "must be at least 1", $"d{letter}");
        long span = Counted(() => a.Span, $"kernel span on the {name}");
        long padded = Counted(() => a.PaddedSize, $"padded {name}");
        Counted(() => checked(padded - span), $"room of the window on the {name}");
        Require(padded >= span, "C12", $"padded {name}", padded,
            $"must hold the kernel's span of {span}", $"k{letter}");
    }

    /// <summary>C13: every count of the problem fits in 64 bits.</summary>
    private static void CheckCounts(ConvolutionProblem p)
    {
        Counted(() => p.InputCount, "number of input elements");
        Counted(() => p.WeightCount, "number of weights");
        Counted(() => p.OutputCount, "number of output elements");
        Counted(() => p.MultiplyAdds, "number of multiply-adds");
    }

    private static long Counted(Func<long> count, string name)
    {
        try { return count(); }
        catch (OverflowException)
        {
            throw new RuleException("C13", name, "more than 2^63 − 1", "must fit in 64 bits");
        }
    }

    /// <summary>Where an axis stands among depth, height and width: a problem's last axis is its width.</summary>
    private static int AxisIndex(ConvolutionProblem p, int axis) => 3 - p.Axes.Length + axis;

    private static void Require(
        bool kept, string rule, string parameter, object value, string demand, string entry = "")
    {
        if (!kept) throw new RuleException(rule, parameter, value, demand, entry);
    }
}
