using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Which outputs an input reaches.</summary>
public static class Fields
{
    /// <summary>The receptive field is the set found by tainting one input at a time.</summary>
    public static Law TaintFindsTheField { get; } = new(
        "An_input_reaches_exactly_the_outputs_whose_receptive_field_holds_it",
        "X one-hot at i, W of ones: y[o] = 1 where i ∈ {o·s − p + t·d}, else 0", "D2L §7.2.6",
        Derived.HasElements,
        context =>
        {
            ConvolutionProblem p = context.Problem.With(bias: false);
            var x = new Tensor(p.InputShape);
            int at = (int)context.Between(0, x.Values.Length - 1);
            x.Values[at] = 1;
            return context.Same(Cone(p, x.Unravel(at), 1, 0), context.Convolve(p, x, Derived.Filled(p.WeightShape, 1)));
        });

    /// <summary>One value at the outputs that see the input element, another at the rest.</summary>
    internal static Tensor Cone(ConvolutionProblem p, long[] element, float inside, float outside)
    {
        var sees = new bool[p.Axes.Length][];
        for (int axis = 0; axis < sees.Length; axis++)
        {
            sees[axis] = new bool[p.Axes[axis].Output];
            for (int o = 0; o < sees[axis].Length; o++)
                sees[axis][o] = ReceptiveField.InputsOf([p.Axes[axis]], o).Contains(element[2 + axis]);
        }
        var cone = new Tensor(p.OutputShape);
        for (int i = 0; i < cone.Values.Length; i++)
        {
            long[] at = cone.Unravel(i);
            bool reached = at[0] == element[0] && at[1] / p.OutputChannelsPerGroup == element[1] / p.InputChannelsPerGroup;
            for (int axis = 0; axis < sees.Length; axis++) reached &= sees[axis][at[2 + axis]];
            cone.Values[i] = reached ? inside : outside;
        }
        return cone;
    }
}
