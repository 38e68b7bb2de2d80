using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// What a form of the layer costs, in checked 64-bit arithmetic: it throws <see cref="OverflowException"/> rather than
/// name a wrong number. Products with padding count. Source: Zhang et al., Dive into Deep Learning, §7.1 and §7.4.
/// </summary>
/// <param name="Weights">Learned weights.</param>
/// <param name="Biases">Learned biases.</param>
/// <param name="MultiplyAdds">Products, each with its addition, for one pass over one batch.</param>
public readonly record struct Cost(long Weights, long Biases, long MultiplyAdds)
{
    /// <summary>Weights and biases.</summary>
    public long Parameters => checked(Weights + Biases);

    /// <summary>The cost of two layers, one after the other.</summary>
    public Cost Then(Cost next) => checked(
        new Cost(Weights + next.Weights, Biases + next.Biases, MultiplyAdds + next.MultiplyAdds));

    /// <summary>Every one of the hidden units weighs every input: inputs·hidden weights.</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static Cost OfFullyConnected(long inputs, long hidden)
    {
        RequireCount(inputs, nameof(inputs));
        RequireCount(hidden, nameof(hidden));
        long weights = checked(inputs * hidden);
        return new Cost(weights, hidden, weights);
    }

    /// <summary>An h × w image to one of the same size, V[a, b] over all offsets: (2h − 1)(2w − 1) weights, h²w²
    /// products.</summary>
    /// <exception cref="ArgumentException">An extent is less than 1.</exception>
    public static Cost OfTranslationInvariant(long h, long w)
    {
        RequireImage(h, w);
        return checked(new Cost((2 * h - 1) * (2 * w - 1), 1, h * w * h * w));
    }

    /// <summary>An h × w image to one of the same size, |a|, |b| ≤ Δ: (2Δ + 1)² weights whatever the size.</summary>
    /// <exception cref="ArgumentException">An extent is less than 1, or Δ is negative.</exception>
    public static Cost OfLocal(long h, long w, long delta) => OfChannels(h, w, delta, 1, 1);

    /// <summary>The local layer from c_i to c_o channels: (2Δ + 1)²·c_i·c_o weights.</summary>
    /// <exception cref="ArgumentException">An extent or a channel count is less than 1, or Δ is negative.</exception>
    public static Cost OfChannels(long h, long w, long delta, long channelsIn, long channelsOut)
    {
        RequireImage(h, w);
        RequireCount(delta, nameof(delta));
        Require.That(channelsIn >= 1, nameof(channelsIn), channelsIn, "must be at least 1");
        Require.That(channelsOut >= 1, nameof(channelsOut), channelsOut, "must be at least 1");
        checked
        {
            long weights = (2 * delta + 1) * (2 * delta + 1) * channelsIn * channelsOut;
            return new Cost(weights, channelsOut, h * w * weights);
        }
    }

    /// <summary>The general layer.</summary>
    public static Cost OfLayer(ConvolutionProblem problem) =>
        new(problem.WeightCount, problem.BiasCount, problem.MultiplyAdds);

    /// <summary>A depthwise layer followed by the pointwise one to <paramref name="outputChannels"/>.</summary>
    /// <exception cref="RuleException">A rule of SPEC.md is broken.</exception>
    public static Cost OfDepthwiseSeparable(ConvolutionProblem depthwise, long outputChannels) =>
        OfLayer(depthwise).Then(OfLayer(DepthwiseSeparable.PointwiseProblem(depthwise, outputChannels)));

    private static void RequireCount(long value, string parameter) =>
        Require.That(value >= 0, parameter, value, "must not be negative");

    private static void RequireImage(long h, long w)
    {
        Require.That(h >= 1, nameof(h), h, "must be at least 1");
        Require.That(w >= 1, nameof(w), w, "must be at least 1");
    }
}
