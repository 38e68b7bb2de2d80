using System.Numerics.Tensors;

namespace Conformance.Spec;

/// <summary>An engine: something that computes convolutions.</summary>
/// <typeparam name="T">The element type of all four tensors.</typeparam>
public interface IConvolution<T>
{
    /// <summary>A short name without spaces, which a report prints.</summary>
    string Name { get; }

    /// <summary>Whether the engine computes this problem; if not, why.</summary>
    Support Supports(ConvolutionProblem problem);

    /// <summary>
    /// Computes the problem. Tensors may be strided views: an engine that cannot read or write those copies.
    /// Every output element is written; nothing else is.
    /// </summary>
    /// <param name="problem">What is computed.</param>
    /// <param name="input">X: [N, C_in, n…].</param>
    /// <param name="weight">W: [C_out, C_in/g, k…].</param>
    /// <param name="bias">b: [C_out]; [0] where the problem has no bias.</param>
    /// <param name="output">Y: [N, C_out, o…]; what it holds before is without effect.</param>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says (C14 to C17).</exception>
    /// <exception cref="NotSupportedException">The engine does not support the problem.</exception>
    void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output);
}

/// <summary>An engine that can pack weights once and then run many times.</summary>
/// <typeparam name="T">The element type of all four tensors.</typeparam>
public interface IPreparableConvolution<T> : IConvolution<T>
{
    /// <summary>Packs weight and bias; later changes of their memory are without effect on what is returned.</summary>
    /// <param name="problem">What will be computed.</param>
    /// <param name="weight">W: [C_out, C_in/g, k…].</param>
    /// <param name="bias">b: [C_out]; [0] where the problem has no bias.</param>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says.</exception>
    /// <exception cref="NotSupportedException">The engine does not support the problem.</exception>
    IPreparedConvolution<T> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias);
}

/// <summary>A convolution with its weights packed.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IPreparedConvolution<T> : IDisposable
{
    /// <summary>Computes the prepared problem.</summary>
    /// <param name="input">X: [N, C_in, n…].</param>
    /// <param name="output">Y: [N, C_out, o…].</param>
    /// <exception cref="RuleException">A tensor has not the shape that the problem says.</exception>
    void Run(ReadOnlyTensorSpan<T> input, TensorSpan<T> output);
}

/// <summary>What knows which of its kernels computes: a prepared convolution, or an engine that prepares nothing. A report
/// then says what really ran.</summary>
public interface IRunsKernel
{
    /// <summary>Strategy, registers and tile, such as "im2col-512 8×3".</summary>
    string Kernel { get; }
}
