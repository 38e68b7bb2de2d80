using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Laws;

/// <summary>What an engine may read and write.</summary>
public static class Memory
{
    private const string Source = "IConvolution<T>: every output element is written, nothing else is; views may be strided";

    /// <summary>Inputs stay as they are.</summary>
    public static Law InputsAreNotModified { get; } = new(
        "Inputs_are_not_modified", "X, W and b hold after the call what they held before", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor x = context.Input.Copy(), w = context.Weight.Copy(), b = context.Bias.Copy();
            context.Convolve(p, x, w, b);
            return Scaling.Bits(context.Input, x) ?? Scaling.Bits(context.Weight, w) ?? Scaling.Bits(context.Bias, b);
        });

    /// <summary>What the output held is without effect.</summary>
    public static Law OutputIsWritten { get; } = new(
        "Every_output_element_is_written_whatever_it_held", "y is the same over an output of NaN and over one of numbers", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor over = context.Convolve(p, context.Input, context.Weight, context.Bias), dirty = context.Draw(p.OutputShape);
            context.Run(p, context.Subject.Engine,
                () => context.Subject.Engine.Convolve(p, context.Input.View, context.Weight.View, context.Bias.View, dirty.Target),
                context.Input, context.Weight, context.Bias);
            return Scaling.Bits(over, dirty);
        });

    /// <summary>Strided views are read and written as what they are, and nothing between their elements is.</summary>
    public static Law StridedViewsEqualDense { get; } = new(
        "Strided_views_give_what_dense_copies_give", "y over views with gaps of NaN = y over dense copies; the gaps stay", Source, _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor dense = context.Convolve(p, context.Input, context.Weight, context.Bias);
            var x = Strided(context.Input, 2);
            var w = Strided(context.Weight, 1);
            var b = Strided(context.Bias, 3);
            var y = new TensorBuffer<float>(p.OutputShape.AsSpan(), strided: true);
            context.Run(p, context.Subject.Engine, () => context.Subject.Engine.Convolve(p, x.View, w.View, b.View, y.View),
                context.Input, context.Weight, context.Bias);
            if (!y.GapsAreUntouched()) return "memory between the output's elements was written";
            return context.Same(dense, new Tensor(y.ToDense(), p.OutputShape));
        });

    /// <summary>A NaN reaches what sees it, and nothing else.</summary>
    public static Law NaNReachesItsCone { get; } = new(
        "A_NaN_reaches_exactly_the_outputs_that_see_it", "X[i] = NaN ⇒ Y[o] = NaN where i ∈ {o·s − p + t·d}, else as before",
        "SPEC.md, \"Special values\"", Derived.HasElements,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            Tensor poisoned = context.Input.Copy();
            int at = (int)context.Between(0, poisoned.Values.Length - 1);
            poisoned.Values[at] = float.NaN;
            Tensor clean = context.Convolve(p, context.Input, context.Weight, context.Bias);
            Tensor y = context.Convolve(p, poisoned, context.Weight, context.Bias);
            Tensor cone = Fields.Cone(p, poisoned.Unravel(at), 1, 0);
            for (int i = 0; i < y.Values.Length; i++)
            {
                bool right = cone.Values[i] == 1 ? float.IsNaN(y.Values[i]) : y.Values[i] == clean.Values[i];
                if (!right) return $"{y.ShowIndex(i)}: {y.Values[i]:R}, NaN at {poisoned.ShowIndex(at)}";
            }
            return null;
        })
    { IsComponentwise = true };

    private static TensorBuffer<float> Strided(Tensor tensor, int spread) =>
        new([.. tensor.Shape], strided: true, tensor.Values, spread);
}
