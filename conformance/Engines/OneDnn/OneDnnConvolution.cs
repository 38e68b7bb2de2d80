using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.OneDnn;

/// <summary>oneDNN's forward convolution, direct algorithm, row-major tensors in and out.</summary>
internal sealed class OneDnnConvolution(int threads) : IPreparableConvolution<float>
{
    public string Name => "onednn";

    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "oneDNN's convolution is cross-correlation: the kernel is not flipped")
        .But(problem.Axes.Any(axis => axis.PadBefore < 0 || axis.WithoutIdleCrop().PadAfter < 0), "oneDNN has no negative pads");

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        TensorShapes.Check<float>(problem, input, weight, bias, output);
        using IPreparedConvolution<float> prepared = Prepare(problem, weight, bias);
        prepared.Run(input, output);
    }

    public IPreparedConvolution<float> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        Support support = Supports(problem);
        if (!support.IsSupported) throw new NotSupportedException(support.Reason);
        return new Prepared(problem, new ForwardConvolution(problem, DenseTensor.Read(weight), DenseTensor.Read(bias), plain: true, threads));
    }

    private sealed unsafe class Prepared(ConvolutionProblem problem, ForwardConvolution forward) : IPreparedConvolution<float>
    {
        public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
        {
            TensorShapes.CheckInput(problem, input);
            TensorShapes.CheckOutput<float>(problem, output);
            Span<float> y = DenseTensor.Write(output);
            fixed (float* from = DenseTensor.Read(input), to = y)
            {
                forward.Input.PointTo(from);
                forward.Output.PointTo(to);
                forward.Execute();
            }
            DenseTensor.Finish(y, output);
        }

        public void Dispose() => forward.Dispose();
    }
}
