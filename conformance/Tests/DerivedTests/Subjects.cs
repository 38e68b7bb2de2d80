using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Xunit;

namespace Conformance.Tests;

/// <summary>Test classes as a team writes them. They are not public, so that the runner of this project passes them over.</summary>
internal sealed class RightTests : ConvolutionConformance<NaiveConvolution<double>>;

/// <summary>A wrong engine: the strides of the last two axes are swapped. Two axes only.</summary>
[ConformanceSettings(Features = ["stride", "axes-1d"])]
internal sealed class WrongTests : ConvolutionConformance<WrongTests.Engine>
{
    protected override Support Supports(ConvolutionProblem problem) =>
        Support.Yes.But(problem.Axes.Length == 1, "one axis is not tested here");

    /// <summary>It says itself that it has no 3-D.</summary>
    internal sealed class Engine : IConvolution<float>
    {
        private readonly IConvolution<float> wrong = FaultBank.All.Single(f => f.Id == "strides-swapped").CreateEngine<float>(1);

        public string Name => "swapped";

        public Support Supports(ConvolutionProblem problem) => Support.Yes.But(problem.Axes.Length == 3, "no volumes");

        public void Convolve(
            ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
            ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => wrong.Convolve(problem, input, weight, bias, output);
    }
}

/// <summary>A known failure that fails, and one that does not.</summary>
[ConformanceSettings(Features = ["stride"], Accuracy = AccuracyClass.Normwise)]
[KnownFailure("mb1ic2ih9iw13oc3kh3kw3sh2sw3", "strides are swapped")]
[KnownFailure("mb1ic3ih9iw8oc4kh3kw3sh2sw2ph1pw1", "no such failure")]
internal sealed class KnownTests : ConvolutionConformance<WrongTests.Engine>;

/// <summary>An engine that never answers.</summary>
[ConformanceSettings(Features = ["basic"], TimeLimit = 0.05)]
internal sealed class EndlessTests : ConvolutionConformance<EndlessTests.Engine>
{
    internal sealed class Engine : IConvolution<float>
    {
        public string Name => "endless";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(
            ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
            ReadOnlyTensorSpan<float> bias, TensorSpan<float> output) => Thread.Sleep(Timeout.Infinite);
    }
}

/// <summary>A class whose engine is none.</summary>
internal sealed class NoEngineTests : ConvolutionConformance<string>;
