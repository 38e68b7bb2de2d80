using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// The gradients of a loss L with respect to the three operands of Y = W ⋆ X + b, from G = ∂L/∂Y. The layer is linear
/// in each operand, so each gradient is the adjoint map: ⟨G, W ⋆ X⟩ = ⟨∂L/∂X, X⟩ = ⟨∂L/∂W, W⟩, and ⟨G, b⟩ = ⟨∂L/∂b, b⟩.
/// Source: Zhang et al., Dive into Deep Learning, §7.2.4 (learning a kernel); the chain rule.
/// </summary>
/// <remarks>For complex numbers these are the holomorphic derivatives: nothing is conjugated.</remarks>
public static class ConvolutionGradients
{
    /// <summary>
    /// ∂L/∂X[n, c₀ + c, x] = Σ_o Σ_i Σ_a W[o, c, a]·G[n, o, i] over the i and a with i·s − p + a·d = x: every term of
    /// the layer sends its G back to the input element that it came from.
    /// </summary>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says.</exception>
    // W: [C_out, C_in/g, k…], G: [N, C_out, o…], result: [N, C_in, n…]
    public static void Input<T>(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> outputGradient,
        TensorSpan<T> inputGradient)
        where T : INumberBase<T>
    {
        TensorShapes.CheckWeights(problem.With(bias: false), weight, default);
        TensorShapes.CheckOutput(problem, outputGradient);
        TensorShapes.CheckInput<T>(problem, inputGradient);
        var volume = new Volume(problem);
        T[] W = FlatTensor.Flatten(weight, "weight");
        T[] G = FlatTensor.Flatten(outputGradient, "output gradient");
        T[] gradient = FlatTensor.Zeros<T>(inputGradient.FlattenedLength, "input gradient");
        if (problem.IsStrict) KernelFlip.FlipAll(W, volume.Taps);
        foreach (Term term in volume.Terms(problem.Batch))
            gradient[term.Input] += W[term.Weight] * G[term.Output];
        FlatTensor.Unflatten(gradient, inputGradient);
    }

    /// <summary>∂L/∂W[o, c, a] = Σ_n Σ_i G[n, o, i]·X[n, c₀ + c, i·s − p + a·d].</summary>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says.</exception>
    // X: [N, C_in, n…], G: [N, C_out, o…], result: [C_out, C_in/g, k…]
    public static void Weight<T>(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> outputGradient,
        TensorSpan<T> weightGradient)
        where T : INumberBase<T>
    {
        TensorShapes.CheckInput(problem, input);
        TensorShapes.CheckOutput(problem, outputGradient);
        TensorShapes.CheckWeights<T>(problem.With(bias: false), weightGradient, default);
        var volume = new Volume(problem);
        T[] X = FlatTensor.Flatten(input, "input");
        T[] G = FlatTensor.Flatten(outputGradient, "output gradient");
        T[] gradient = FlatTensor.Zeros<T>(weightGradient.FlattenedLength, "weight gradient");
        foreach (Term term in volume.Terms(problem.Batch))
            gradient[term.Weight] += G[term.Output] * X[term.Input];
        if (problem.IsStrict) KernelFlip.FlipAll(gradient, volume.Taps);
        FlatTensor.Unflatten(gradient, weightGradient);
    }

    /// <summary>∂L/∂b[o] = Σ_n Σ_i G[n, o, i].</summary>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says.</exception>
    /// <exception cref="ArgumentException">The problem has no bias, or the gradient is not [C_out].</exception>
    // G: [N, C_out, o…], result: [C_out]
    public static void Bias<T>(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> outputGradient, TensorSpan<T> biasGradient)
        where T : INumberBase<T>
    {
        Require.That(problem.HasBias, nameof(problem), problem, "must have a bias");
        TensorShapes.CheckOutput(problem, outputGradient);
        Require.That(biasGradient.Lengths.SequenceEqual(problem.BiasShape.AsSpan()), nameof(biasGradient),
            $"[{string.Join(", ", biasGradient.Lengths.ToArray())}]", $"must have the shape [{problem.OutputChannels}]");
        T[] G = FlatTensor.Flatten(outputGradient, "output gradient");
        T[] gradient = FlatTensor.Zeros<T>(problem.OutputChannels, "bias gradient");
        long positions = problem.Batch == 0 ? 0 : problem.OutputCount / problem.Batch / problem.OutputChannels;
        for (long n = 0; n < problem.Batch; n++)
        {
            for (long o = 0; o < problem.OutputChannels; o++)
            {
                for (long i = 0; i < positions; i++)
                    gradient[o] += G[(n * problem.OutputChannels + o) * positions + i];
            }
        }
        FlatTensor.Unflatten(gradient, biasGradient);
    }
}
