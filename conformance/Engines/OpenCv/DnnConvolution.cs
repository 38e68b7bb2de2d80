using System.Numerics.Tensors;
using Conformance.Onnx;
using Conformance.Spec;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Conformance.Engines.OpenCv;

/// <summary>The convolution layer of cv::dnn, read from an ONNX model that is built in memory. It takes Winograd's way for
/// dense 3×3 kernels at stride 1, which OpenCvSharp gives no switch for: its accuracy is normwise.</summary>
public sealed class DnnConvolution : IPreparableConvolution<float>
{
    /// <inheritdoc/>
    public string Name => "opencv-dnn";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => ConvModel.Supports(problem)
        .But(problem.Batch == 0, "cv::dnn has no empty blobs")
        .But(problem.Axes.Any(a => a.Size == 0), "cv::dnn has no empty blobs");

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        using IPreparedConvolution<float> prepared = Prepare(problem, weight, bias);
        prepared.Run(input, output);
    }

    /// <inheritdoc/>
    /// <exception cref="OpenCVException">The library refuses the model.</exception>
    public IPreparedConvolution<float> Prepare(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> weight, ReadOnlyTensorSpan<float> bias)
    {
        TensorShapes.CheckWeights(problem, weight, bias);
        if (Supports(problem) is { IsSupported: false } no) throw new NotSupportedException(no.Reason);
        ModelProto model = ConvModel.Create(problem, MatTensor.Dense(weight), MatTensor.Dense(bias));
        Net net = CvDnn.ReadNetFromOnnx(OnnxFile.ToBytes(model)) ?? throw new InvalidOperationException("cv::dnn gave no network");
        return new Prepared(problem, net);
    }

    private sealed class Prepared(ConvolutionProblem problem, Net net) : IPreparedConvolution<float>
    {
        public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
        {
            TensorShapes.CheckInput(problem, input);
            TensorShapes.CheckOutput<float>(problem, output);
            using Mat blob = MatTensor.ToMat(input);
            net.SetInput(blob, ConvModel.Input);
            using Mat result = net.Forward();
            MatTensor.CopyTo(result, output);
        }

        public void Dispose() => net.Dispose();
    }
}
