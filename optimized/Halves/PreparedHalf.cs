using System.Numerics.Tensors;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Halves;

/// <summary>A prepared kernel of float for images of Half. A caller's thread holds one image and one result in float:
/// C_in·n… + C_out·o… elements.</summary>
/// <param name="problem">The problem, with its whole batch.</param>
/// <param name="prepared">The kernel, prepared for one image.</param>
internal sealed class PreparedHalf(ConvolutionProblem problem, IPreparedConvolution<float> prepared)
    : IPreparedConvolution<Half>, IRunsKernel
{
    private readonly VolumeShape shape = new(problem);
    private readonly nint[] imageShape = [1, .. problem.InputShape.AsSpan()[1..]], resultShape = [1, .. problem.OutputShape.AsSpan()[1..]];

    public string Kernel => (prepared as IRunsKernel)?.Kernel ?? "";

    public void Run(ReadOnlyTensorSpan<Half> input, TensorSpan<Half> output)
    {
        TensorShapes.CheckInput(problem, input);
        TensorShapes.CheckOutput<Half>(problem, output);
        if (output.FlattenedLength == 0) return;
        var x = new HalfPlanes(new Volumes(input.Strides), shape.Depth.Size, shape.Height.Size, shape.Width.Size);
        var y = new HalfPlanes(new Volumes(output.Strides), shape.Depth.Output, shape.Height.Output, shape.Width.Output);
        int channels = (int)problem.InputChannels, filters = (int)problem.OutputChannels;
        Span<float> image = Scratch<float>.Mine.Image(checked(channels * x.Size))[..(channels * x.Size)];
        Span<float> result = Scratch<float>.Mine.Result(checked(filters * y.Size))[..(filters * y.Size)];
        for (int n = 0; n < problem.Batch; n++)
        {
            if (x.Size > 0) x.Read(input.Memory(), n, channels, image);
            prepared.Run(new ReadOnlyTensorSpan<float>(image, imageShape), new TensorSpan<float>(result, resultShape));
            y.Write(result, n, filters, output.Memory());
        }
    }

    public void Dispose() => prepared.Dispose();
}
