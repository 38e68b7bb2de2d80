using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;
using OpenCvSharp.Dnn;

namespace Conformance.OpenCv;

/// <summary>The convolution layer of cv::dnn, read from a model of one Conv.</summary>
internal sealed class DnnConvolution(string name, bool winograd, int threads) : IPreparableConvolution<float>
{
    public string Name => name;

    // The importer takes a model with one axis and different pads, and then pads both sides with the first number; where
    // that makes the output empty, the shape it computes is negative and the memory it asks for without limit. So this
    // is kept from it. Everything else that it takes and gets wrong is for the run to show.
    public Support Supports(ConvolutionProblem problem) => ConvModel.Supports(problem)
        .But(problem.InputCount == 0 || problem.OutputCount == 0, "cv::Mat holds no empty tensor")
        .But(problem.Axes is [var only] && only.WithoutIdleCrop().PadAfter != only.PadBefore,
            "cv::dnn reads only the first pad of a single spatial axis");

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
        ModelProto model = ConvModel.WithStoredWeights(problem, DenseTensor.Read(weight), DenseTensor.Read(bias));
        // The importer hands attributes that it does not know on to the layer, and the layer asks for this one. The
        // library's own switch for it is not in the C# bindings.
        model.Graph!.Node[0].Attribute.Add(
            new AttributeProto { Name = "use_winograd", Type = AttributeKind.Int, I = winograd ? 1 : 0 });
        Net net = CvDnn.ReadNetFromOnnx(OnnxFile.Write(model))
            ?? throw new InvalidOperationException("OpenCV returned no network for the model");
        net.SetPreferableBackend(Backend.OPENCV);
        net.SetPreferableTarget(Target.CPU);
        return new DnnPrepared(problem, net, threads);
    }
}
