using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>The smallest problems: preparing writes out each output as the list of its terms, and a call does nothing but
/// add them up. Other strategies spend longer on finding their way.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Terms<T>() : PreparableKernel<T>("terms", threads: 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most terms: adding them up one at a time takes about 4 cycles each, and a call of the other strategies
    /// costs about 2000 before the first product.</summary>
    public const int MostTerms = 4096;

    /// <inheritdoc/>
    public override Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.MultiplyAdds > MostTerms, $"terms: at most {MostTerms} products");

    private protected override IPreparedConvolution<T> Pack(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, Volumes weightAt, ReadOnlySpan<T> bias, int biasStride) =>
        new PreparedTerms<T>(problem, weight, weightAt, bias, biasStride);
}

/// <summary>The terms of every output, one after the other; those of output i end at ends[i].</summary>
internal sealed class PreparedTerms<T> : IPreparedConvolution<T>, IRunsKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionProblem problem;
    private readonly List<int> sources = [], ends = [];
    private readonly List<T> weights = [];
    private readonly T[] bias;
    private readonly nint[] inputStrides, outputStrides;

    public PreparedTerms(ConvolutionProblem problem, ReadOnlySpan<T> weight, in Volumes weightAt, ReadOnlySpan<T> biases, int biasStride)
    {
        this.problem = problem;
        bias = new T[problem.OutputChannels];
        for (int o = 0; o < problem.BiasCount; o++) bias[o] = biases[o * biasStride];
        inputStrides = new ReadOnlyTensorSpan<T>(new T[problem.InputCount], problem.InputShape.AsSpan()).Strides.ToArray();
        outputStrides = new ReadOnlyTensorSpan<T>(new T[problem.OutputCount], problem.OutputShape.AsSpan()).Strides.ToArray();
        if (problem.OutputCount > 0) List(new VolumeShape(problem), new Volumes(inputStrides), weight, weightAt);
    }

    /// <inheritdoc/>
    public string Kernel => "terms";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run(ReadOnlyTensorSpan<T> input, TensorSpan<T> output)
    {
        TensorShapes.CheckInput(problem, input);
        TensorShapes.CheckOutput<T>(problem, output);
        if (ends.Count == 0) return;
        if (!input.Strides.SequenceEqual(inputStrides) || !output.Strides.SequenceEqual(outputStrides))
        {
            RunOnViews(input, output);
            return;
        }
        Add(input.Memory(), output.Memory());
    }

    public void Dispose()
    {
    }

    private void Add(ReadOnlySpan<T> x, Span<T> y)
    {
        ReadOnlySpan<int> source = CollectionsMarshal.AsSpan(sources), end = CollectionsMarshal.AsSpan(ends);
        ReadOnlySpan<T> weight = CollectionsMarshal.AsSpan(weights);
        int positions = y.Length / (bias.Length * (int)problem.Batch), term = 0;
        for (int i = 0, channel = 0, left = positions; i < y.Length; i++)
        {
            T sum = bias[channel];
            for (; term < end[i]; term++) sum = T.MultiplyAddEstimate(weight[term], x[source[term]], sum);
            y[i] = sum;
            if (--left > 0) continue;
            left = positions;
            channel = channel + 1 == bias.Length ? 0 : channel + 1;
        }
    }

    /// <summary>Views with gaps are copied: they are small.</summary>
    private void RunOnViews(ReadOnlyTensorSpan<T> input, TensorSpan<T> output)
    {
        Threads.Scratch<T> scratch = Threads.Scratch<T>.Mine;
        Span<T> x = scratch.Panel((int)problem.InputCount)[..(int)problem.InputCount];
        Span<T> y = scratch.Tile((int)problem.OutputCount)[..(int)problem.OutputCount];
        if (x.Length > 0) input.FlattenTo(x);
        Add(x, y);
        new ReadOnlyTensorSpan<T>(y, problem.OutputShape.AsSpan(), outputStrides).CopyTo(output);
    }

    private void List(in VolumeShape shape, in Volumes inputAt, ReadOnlySpan<T> weight, in Volumes weightAt)
    {
        int filters = (int)problem.OutputChannelsPerGroup;
        for (int n = 0; n < problem.Batch; n++)
        {
            for (int o = 0; o < problem.OutputChannels; o++)
            {
                for (int p = 0; p < shape.Positions; p++)
                {
                    ListWindow(shape, inputAt, n, o, o / filters, p, weight, weightAt);
                    ends.Add(sources.Count);
                }
            }
        }
    }

    /// <summary>The terms of one output that lie in the image.</summary>
    private void ListWindow(
        in VolumeShape shape, in Volumes inputAt, int n, int o, int group, int position, ReadOnlySpan<T> weight, in Volumes weightAt)
    {
        int channels = (int)problem.InputChannelsPerGroup, width = (int)shape.Width.Output, height = (int)shape.Height.Output;
        (int ow, int oh, int od) = (position % width, position / width % height, position / width / height);
        for (int c = 0; c < channels; c++)
        {
            for (int tap = 0; tap < shape.Taps; tap++)
            {
                int kw = tap % (int)shape.Width.Kernel, kh = tap / (int)shape.Width.Kernel % (int)shape.Height.Kernel;
                int kd = tap / (int)(shape.Width.Kernel * shape.Height.Kernel);
                long d = shape.Depth.InputAt(od, kd), h = shape.Height.InputAt(oh, kh), w = shape.Width.InputAt(ow, kw);
                if (d < 0 || d >= shape.Depth.Size || h < 0 || h >= shape.Height.Size || w < 0 || w >= shape.Width.Size) continue;
                sources.Add(inputAt.At(n, group * channels + c, (int)d, (int)h) + (int)w * inputAt.Width);
                weights.Add(weight[weightAt.At(o, c, shape.Tap(shape.Depth, kd), shape.Tap(shape.Height, kh)) + shape.Tap(shape.Width, kw) * weightAt.Width]);
            }
        }
    }
}
