using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class NaiveConvolutionTests
{
    [Property(MaxTest = 60)]
    public void It_is_padding_then_a_dilated_kernel_then_every_s_th_position(int seed)
    {
        Check<float>(seed);
        Check<double>(seed);
        Check<decimal>(seed);
        Check<BigInteger>(seed);
        Check<Complex>(seed);

        static void Check<T>(int seed)
            where T : INumberBase<T>
        {
            var samples = new FormSamples(seed);
            ConvolutionProblem problem = samples.Problem();
            (T[] X, T[] W, T[] b) = Operands<T>(samples, problem);
            Assert.Equal(LayerStepByStep.Convolve(problem, X, W, b), Convolve(problem, X, W, b));
        }
    }

    [Property(MaxTest = 60)]
    public void Strided_views_are_read_and_written_in_place(int seed)
    {
        var samples = new FormSamples(seed);
        ConvolutionProblem problem = samples.Problem();
        (int[] X, int[] W, int[] b) = Operands<int>(samples, problem);
        const int Untouched = 12345;
        var (input, weight) = (new StridedView(samples, problem.InputShape), new StridedView(samples, problem.WeightShape));
        var (bias, output) = (new StridedView(samples, problem.BiasShape), new StridedView(samples, problem.OutputShape));
        Array.Fill(output.Memory, Untouched);
        input.Write(X);
        weight.Write(W);
        bias.Write(b);
        new NaiveConvolution<int>().Convolve(problem, input.Span, weight.Span, bias.Span, output.Span);
        Assert.Equal(Convolve(problem, X, W, b), output.Read());
        Assert.Equal(X, input.Read());
        // Whatever lies between the elements of the output keeps its value.
        output.Write(new int[problem.OutputCount]);
        Assert.Equal(output.Memory.Length - problem.OutputCount, output.Memory.Count(v => v == Untouched));
    }

    [Property(MaxTest = 40)]
    public void A_line_is_an_image_of_height_1_and_an_image_is_a_volume_of_depth_1(int seed)
    {
        var samples = new FormSamples(seed);
        ConvolutionProblem problem = samples.Problem(axes: samples.Integer(1, 2));
        (int[] X, int[] W, int[] b) = Operands<int>(samples, problem);
        int[] expected = Convolve(problem, X, W, b);
        for (int axis = 0; axis <= problem.Axes.Length; axis++)
        {
            ConvolutionProblem more = problem.With(axes: problem.Axes.Insert(axis, new SpatialAxis(1, 1)));
            Assert.Equal(expected, Convolve(more, X, W, b));
        }
    }

    [Property(MaxTest = 40)]
    public void Strict_convolution_of_whole_sequences_is_a_full_padding(int seed)
    {
        var samples = new FormSamples(seed);
        int n = samples.Integer(1, 5), k = samples.Integer(1, 4);
        long[] X = samples.Numbers<long>(n), K = samples.Numbers<long>(k);
        Signal<long> expected = StrictConvolution.Convolve(new Signal<long>(0, X), new Signal<long>(0, K));
        var problem = new ConvolutionProblem(1, 1, 1, [Padding.Full.Resolve(new SpatialAxis(n, k))], strict: true);
        Assert.Equal(Enumerable.Range(0, n + k - 1).Select(i => expected[i]), Convolve(problem, X, K, []));
    }

    [Fact]
    public void The_bias_is_added_once_and_last()
    {
        // Summed in index order in float, 2^24 + 1 loses the 1; a bias that went first would save −2^24 and keep it.
        var problem = new ConvolutionProblem(1, 1, 1, [new SpatialAxis(2, 2)], bias: true);
        Assert.Equal([0f], Convolve<float>(problem, [16777216, 1], [1, 1], [-16777216]));
    }

    [Fact]
    public void What_meets_the_padding_adds_no_term()
    {
        // An infinite weight over a padded zero would give NaN.
        var problem = new ConvolutionProblem(1, 1, 1, [new SpatialAxis(1, 2, PadBefore: 1)]);
        Assert.Equal([3f], Convolve<float>(problem, [3], [float.PositiveInfinity, 1], []));
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_output() =>
        Assert.Empty(Convolve<double>(ConvolutionProblem.Parse("mb0ic2ih3iw3oc4kh2kw2"), [], new double[32], []));

    [Fact]
    public void An_input_of_size_0_with_padding_gives_the_bias()
    {
        var problem = new ConvolutionProblem(1, 1, 2, [new SpatialAxis(0, 2, PadBefore: 1, PadAfter: 1)], bias: true);
        Assert.Equal([5, 7], Convolve<int>(problem, [], [1, 2, 3, 4], [5, 7]));
    }

    [Fact]
    public void A_wrong_shape_breaks_the_rule_of_its_tensor()
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse("mb1ic1iw4oc1kw2");
        var error = Assert.Throws<RuleException>(() => new NaiveConvolution<int>().Convolve(
            problem, new ReadOnlyTensorSpan<int>(new int[5], [1, 1, 5]), new ReadOnlyTensorSpan<int>(new int[2], [1, 1, 2]),
            default, new TensorSpan<int>(new int[3], [1, 1, 3])));
        Assert.Equal("C14", error.Rule);
        Assert.True(new NaiveConvolution<int>().Supports(problem).IsSupported);
    }

    internal static (T[] X, T[] W, T[] B) Operands<T>(FormSamples samples, ConvolutionProblem problem)
        where T : INumberBase<T> => (samples.Numbers<T>(problem.InputCount), samples.Numbers<T>(problem.WeightCount),
            samples.Numbers<T>(problem.BiasCount));

    internal static T[] Convolve<T>(ConvolutionProblem problem, T[] X, T[] W, T[] b)
        where T : INumberBase<T>
    {
        var Y = new T[problem.OutputCount];
        new NaiveConvolution<T>().Convolve(
            problem, new ReadOnlyTensorSpan<T>(X, problem.InputShape.AsSpan()),
            new ReadOnlyTensorSpan<T>(W, problem.WeightShape.AsSpan()),
            new ReadOnlyTensorSpan<T>(b, problem.BiasShape.AsSpan()),
            new TensorSpan<T>(Y, problem.OutputShape.AsSpan()));
        return Y;
    }
}
