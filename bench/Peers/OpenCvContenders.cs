using System.Numerics.Tensors;
using Conformance.Engines.OpenCv;
using Conformance.Onnx;
using Conformance.Spec;
using Conformance.Suite.Cases;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Conformance.Bench.Peers;

/// <summary>cv::dnn: input and output stay blobs of the library.</summary>
internal sealed class OpenCvDnnContender : IContender
{
    private readonly CaseData<float> data;
    private readonly Net net;
    private readonly Mat input;
    private Mat? output;

    public OpenCvDnnContender(CaseData<float> data, int threads)
    {
        this.data = data;
        Cv2.SetNumThreads(threads);
        net = CvDnn.ReadNetFromOnnx(OnnxFile.ToBytes(ConvModel.Create(data.Problem, data.Weight, data.Bias)))!;
        input = MatTensor.ToMat(new ReadOnlyTensorSpan<float>(data.Input, data.Problem.InputShape.AsSpan()));
    }

    public void Execute()
    {
        net.SetInput(input, ConvModel.Input);
        output?.Dispose();
        output = net.Forward();
    }

    public float[] Result() => OpenCvResult.Of(output!, data.Problem);

    public void Dispose()
    {
        output?.Dispose();
        input.Dispose();
        net.Dispose();
    }
}

/// <summary>cv::filter2D: one image, one kernel.</summary>
internal sealed class Filter2DContender : IContender
{
    private readonly CaseData<float> data;
    private readonly Mat input, kernel, output = new();
    private readonly Point anchor;

    public Filter2DContender(CaseData<float> data, int threads)
    {
        this.data = data;
        Cv2.SetNumThreads(threads);
        var (h, w) = (data.Problem.Axes[0], data.Problem.Axes[1]);
        anchor = new Point(w.PadBefore, h.PadBefore);
        input = MatTensor.ToMat(new ReadOnlyTensorSpan<float>(data.Input, [(nint)h.Size, (nint)w.Size]));
        kernel = MatTensor.ToMat(new ReadOnlyTensorSpan<float>(data.Weight, [(nint)h.Kernel, (nint)w.Kernel]));
    }

    public void Execute() => Cv2.Filter2D(input, output, MatType.CV_32F, kernel, anchor, 0, BorderTypes.Constant);

    public float[] Result() => OpenCvResult.Of(output, data.Problem);

    public void Dispose()
    {
        input.Dispose();
        kernel.Dispose();
        output.Dispose();
    }
}

internal static class OpenCvResult
{
    public static float[] Of(Mat mat, ConvolutionProblem problem)
    {
        var values = new float[problem.OutputCount];
        MatTensor.CopyTo(mat, new TensorSpan<float>(values, [1, values.Length]));
        return values;
    }
}
