using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Numbers of very different sizes in one image.</summary>
public static class Magnitude
{
    /// <summary>What a large element does to outputs that it is no part of: nothing.</summary>
    public static Law ReachesItsCone { get; } = new(
        "A_large_element_leaves_the_outputs_that_do_not_see_it_as_they_were",
        "X[i] = 2⁶⁰ ⇒ Y[o] as before where i ∉ {o·s − p + t·d}", "SPEC.md, \"The error bound\": Σ|x·w| is of one window",
        Derived.HasElements, context => Compare(context, 1L << 60))
    { IsComponentwise = true };

    /// <summary>What an infinity does to them: nothing either.</summary>
    public static Law InfinityReachesItsCone { get; } = new(
        "An_infinity_leaves_the_outputs_that_do_not_see_it_as_they_were",
        "X[i] = ∞ ⇒ Y[o] as before where i ∉ {o·s − p + t·d}", "SPEC.md, \"Special values\"",
        Derived.HasElements, context => Compare(context, float.PositiveInfinity))
    { IsComponentwise = true };

    private static string? Compare(LawContext context, float value)
    {
        ConvolutionProblem p = context.Problem;
        Tensor changed = context.Input.Copy();
        int at = (int)context.Between(0, changed.Values.Length - 1);
        changed.Values[at] = value;
        Tensor before = context.Convolve(p, context.Input, context.Weight, context.Bias);
        Tensor after = context.Convolve(p, changed, context.Weight, context.Bias);
        Tensor cone = Fields.Cone(p, changed.Unravel(at), 1, 0);
        for (int i = 0; i < after.Values.Length; i++)
        {
            if (cone.Values[i] == 0 && !(after.Values[i] == before.Values[i]))
                return $"{after.ShowIndex(i)}: {after.Values[i]:R} for {before.Values[i]:R}, {value:R} at {changed.ShowIndex(at)}";
        }
        return null;
    }
}
