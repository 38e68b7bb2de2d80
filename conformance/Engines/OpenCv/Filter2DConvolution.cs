using System.Numerics.Tensors;
using Conformance.Spec;
using OpenCvSharp;

namespace Conformance.Engines.OpenCv;

/// <summary>cv::filter2D: the correlation of one image with one kernel that keeps the image's size. Large kernels go through
/// a discrete Fourier transform: its accuracy is normwise.</summary>
public sealed class Filter2DConvolution : IConvolution<float>
{
    /// <inheritdoc/>
    public string Name => "opencv-filter2d";

    /// <inheritdoc/>
    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "filter2D is a cross-correlation")
        .But(problem.Axes.Length != 2, "filter2D has two axes")
        .But(problem.InputChannels != 1 || problem.OutputChannels != 1, "filter2D has one channel")
        .But(problem.Axes.Any(a => a.Stride != 1 || a.Dilation != 1), "filter2D has no stride or dilation")
        .But(problem.Axes.Any(a => a.Output != a.Size || a.PadBefore < 0 || a.PadBefore >= a.Kernel || a.Size == 0),
            "filter2D keeps the size of the image");

    /// <inheritdoc/>
    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        TensorShapes.Check<float>(problem, input, weight, bias, output);
        if (Supports(problem) is { IsSupported: false } no) throw new NotSupportedException(no.Reason);
        // The window of the first output begins pad elements before the image: the anchor is that element of the kernel.
        var anchor = new Point(problem.Axes[1].PadBefore, problem.Axes[0].PadBefore);
        double delta = problem.HasBias ? bias[0] : 0;
        using Mat kernel = MatTensor.ToMat(weight).Reshape(1, (int)problem.Axes[0].Kernel);
        int image = (int)(problem.Axes[0].Size * problem.Axes[1].Size);
        float[] x = MatTensor.Dense(input), y = new float[output.FlattenedLength];
        for (int n = 0; n < problem.Batch; n++)
        {
            using Mat source = MatTensor.ToMat(new ReadOnlyTensorSpan<float>(
                x.AsSpan(n * image, image), [(nint)problem.Axes[0].Size, (nint)problem.Axes[1].Size]));
            using var target = new Mat();
            Cv2.Filter2D(source, target, MatType.CV_32F, kernel, anchor, delta, BorderTypes.Constant);
            MatTensor.CopyTo(target, new TensorSpan<float>(y.AsSpan(n * image, image), [1, image]));
        }
        if (y.Length > 0) new ReadOnlyTensorSpan<float>(y, output.Lengths).CopyTo(output);
    }
}
