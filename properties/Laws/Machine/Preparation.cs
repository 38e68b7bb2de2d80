using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>An engine with its weights packed is the engine.</summary>
public static class Preparation
{
    /// <summary>Packed weights give what the call gives, though their memory has changed since.</summary>
    public static Law PreparedEqualsDirect { get; } = new(
        "Prepared_weights_give_what_the_call_gives", "prepare(W, b); W, b ← NaN; run(X) = y(X, W, b)", "IPreparableConvolution<T>", _ => true,
        context =>
        {
            ConvolutionProblem p = context.Problem;
            if (context.Subject.Engine is not IPreparableConvolution<float> engine)
                throw new UnsupportedProblemException("the engine does not prepare weights");
            Tensor direct = context.Convolve(p, context.Input, context.Weight, context.Bias);
            Tensor w = context.Weight.Copy(), b = context.Bias.Copy(), y = new(p.OutputShape);
            Array.Fill(y.Values, float.NaN);
            context.Run(p, engine, () =>
            {
                using IPreparedConvolution<float> prepared = engine.Prepare(p, w.View, b.View);
                Array.Fill(w.Values, float.NaN);
                Array.Fill(b.Values, float.NaN);
                prepared.Run(context.Input.View, y.Target);
            }, context.Input, context.Weight, context.Bias);
            return context.Same(direct, y);
        });
}
