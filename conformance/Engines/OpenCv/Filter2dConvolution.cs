using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Spec;
using OpenCvSharp;

namespace Conformance.OpenCv;

/// <summary>cv::filter2D, which correlates one plane with one kernel and surrounds it with zeros.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class Filter2dConvolution<T>(string name, bool fourier, int threads) : IConvolution<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>The library goes over to a Fourier transform at this many taps; found by measuring.</summary>
    internal static int FourierTaps => typeof(T) == typeof(float) ? 130 : 50;

    public string Name => name;

    // filter2D gives an output as large as the plane, with the window moved by an anchor inside the kernel. A smaller
    // output is its upper left corner; a larger one it does not have.
    public Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "filter2D correlates: the kernel is not flipped")
        .But(problem.Axes.Length != 2, "filter2D has two spatial axes")
        .But(problem.InputChannels != 1 || problem.OutputChannels != 1, "filter2D has one channel in and one out")
        .But(problem.Axes.Any(axis => axis.Stride != 1 || axis.Dilation != 1), "filter2D has no stride and no dilation")
        .But(problem.Axes.Any(axis => axis.PadBefore < 0 || axis.PadBefore >= axis.Kernel),
            "filter2D's anchor lies inside the kernel")
        .But(problem.Axes.Any(axis => axis.Output > axis.Size), "filter2D's output is no larger than its input")
        .But(fourier != problem.WeightCount >= FourierTaps,
            fourier ? $"filter2D sums directly below {FourierTaps} taps" : $"filter2D takes a DFT from {FourierTaps} taps on");

    public unsafe void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        Support support = Supports(problem);
        if (!support.IsSupported) throw new NotSupportedException(support.Reason);
        // One number for the whole process, so it is set for each run.
        Cv2.SetNumThreads(threads);
        double delta = problem.HasBias ? double.CreateChecked(bias[0]) : 0;
        Span<T> y = DenseTensor.Write(output);
        fixed (T* x = DenseTensor.Read(input), w = DenseTensor.Read(weight), to = y)
        {
            int plane = checked((int)(problem.Axes[0].Size * problem.Axes[1].Size));
            int result = checked((int)(problem.Axes[0].Output * problem.Axes[1].Output));
            for (int n = 0; n < problem.Batch; n++) Filter(problem, x + n * plane, w, delta, to + n * result);
        }
        DenseTensor.Finish(y, output);
    }

    private static unsafe void Filter(ConvolutionProblem problem, T* x, T* w, double delta, T* y)
    {
        (SpatialAxis height, SpatialAxis width) = (problem.Axes[0], problem.Axes[1]);
        using Mat source = Wrap(height.Size, width.Size, x);
        using Mat kernel = Wrap(height.Kernel, width.Kernel, w);
        using Mat filtered = new();
        Point anchor = new((int)width.PadBefore, (int)height.PadBefore);
        Cv2.Filter2D(source, filtered, -1, kernel, anchor, delta, BorderTypes.Constant);
        using Mat corner = filtered.SubMat(0, (int)height.Output, 0, (int)width.Output);
        using Mat destination = Wrap(height.Output, width.Output, y);
        corner.CopyTo(destination);
    }

    private static unsafe Mat Wrap(long rows, long columns, T* data) => Mat.FromPixelData(
        checked((int)rows), checked((int)columns),
        typeof(T) == typeof(float) ? MatType.CV_32FC1 : MatType.CV_64FC1, (nint)data);
}
