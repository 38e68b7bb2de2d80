using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Xunit;

/// <summary>An engine of which less is tested than it says it supports.</summary>
/// <param name="engine">The engine.</param>
/// <param name="supports">What the test class adds.</param>
internal class Restricted<T>(IConvolution<T> engine, Func<ConvolutionProblem, Support> supports) : IConvolution<T>
{
    public string Name => engine.Name;

    public static IConvolution<T> Of(IConvolution<T> engine, Func<ConvolutionProblem, Support> supports) =>
        engine is IPreparableConvolution<T> preparable ? new Preparable(preparable, supports) : new Restricted<T>(engine, supports);

    public Support Supports(ConvolutionProblem problem) => supports(problem) is { IsSupported: false } no ? no : engine.Supports(problem);

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output) => engine.Convolve(problem, input, weight, bias, output);

    private sealed class Preparable(IPreparableConvolution<T> engine, Func<ConvolutionProblem, Support> supports)
        : Restricted<T>(engine, supports), IPreparableConvolution<T>
    {
        private readonly IPreparableConvolution<T> engine = engine;

        public IPreparedConvolution<T> Prepare(
            ConvolutionProblem problem, ReadOnlyTensorSpan<T> weight, ReadOnlyTensorSpan<T> bias) => engine.Prepare(problem, weight, bias);
    }
}
