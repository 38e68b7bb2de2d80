using System.Collections.Immutable;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Spec;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Conformance.OpenCv;

/// <summary>A network of one convolution layer.</summary>
internal sealed class DnnPrepared(ConvolutionProblem problem, Net net, int threads) : IPreparedConvolution<float>
{
    public void Run(ReadOnlyTensorSpan<float> input, TensorSpan<float> output)
    {
        TensorShapes.CheckInput(problem, input);
        TensorShapes.CheckOutput<float>(problem, output);
        // One number for the whole process, so it is set for each run.
        Cv2.SetNumThreads(threads);
        Span<float> y = DenseTensor.Write(output);
        Forward(DenseTensor.Read(input), y);
        DenseTensor.Finish(y, output);
    }

    public void Dispose() => net.Dispose();

    private unsafe void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        fixed (float* x = input)
        {
            using Mat blob = Mat.FromPixelData(Sizes(problem.InputShape), MatType.CV_32FC1, (nint)x);
            net.SetInput(blob);
            using Mat result = net.Forward();
            int[] sizes = [.. Enumerable.Range(0, result.Dims).Select(result.Size)];
            if (!sizes.SequenceEqual(Sizes(problem.OutputShape)))
            {
                throw new InvalidOperationException(
                    $"OpenCV returned shape [{string.Join(", ", sizes)}] instead of [{string.Join(", ", problem.OutputShape)}]");
            }
            new ReadOnlySpan<float>((void*)result.Data, output.Length).CopyTo(output);
        }
    }

    private static int[] Sizes(ImmutableArray<nint> shape) => [.. shape.Select(extent => checked((int)extent))];
}
