using System.Numerics.Tensors;
using Conformance.Forms;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The forms at their edges: the ends of supports and ranges, ties, numbers that differ from one another throughout, tensors
/// that no memory holds.</summary>
public class EdgeTests
{
    [Fact]
    public void A_function_is_zero_beside_its_support_and_is_reflected_with_it()
    {
        var f = new SupportedFunction(x => x + 10, 1, 2);
        Assert.Equal([0, 11, 12, 0], new[] { 0.9, 1, 2, 2.1 }.Select(f.At));
        SupportedFunction flipped = f.Flip();
        Assert.Equal((-2, -1), (flipped.From, flipped.To));
        Assert.Equal([0, 12, 11, 0], new[] { -2.1, -2, -1, -0.9 }.Select(flipped.At));
    }

    [Fact]
    public void A_correlation_weighs_one_function_by_the_other_that_moves()
    {
        var f = new SupportedFunction(z => z, 1, 2);
        var g = new SupportedFunction(z => z + 1, 0, 4);
        SupportedFunction both = ContinuousConvolution.Correlate(f, g);
        Assert.Equal((-2, 3), (both.From, both.To));
        // ∫₁² z(z + x + 1) dz = 7/3 + 3(x + 1)/2.
        Assert.Equal(7 / 3.0 + 9 / 4.0, both.At(0.5), 9);
        Assert.Equal(0, both.Formula(9));
    }

    [Fact]
    public void Costs_are_those_of_extents_that_differ()
    {
        Assert.Equal(new Cost(15, 1, 36), Cost.OfTranslationInvariant(2, 3));
        Assert.Equal(new Cost(25 * 4 * 5, 5, 2 * 3 * 25 * 4 * 5), Cost.OfChannels(2, 3, 2, 4, 5));
        Assert.Equal(new Cost(11, 22, 33), new Cost(1, 2, 3).Then(new Cost(10, 20, 30)));
        Assert.Equal(33, new Cost(11, 22, 0).Parameters);
        Assert.Throws<OverflowException>(() => DepthwiseSeparable.DepthwiseProblem(1, 1L << 62, [new(1, 1)], 4));
    }

    [Fact]
    public void Weights_that_shift_along_one_axis_only_are_not_invariant()
    {
        Assert.False(InvariantWeights.IsInvariant(Weights((i, j, k, l) => l - j + 10 * k)));
        Assert.False(InvariantWeights.IsInvariant(Weights((i, j, k, l) => k - i + 10 * l)));
        Assert.True(InvariantWeights.IsInvariant(Weights((i, j, k, l) => k - i + 10 * (l - j))));

        static int[,,,] Weights(Func<int, int, int, int, int> at)
        {
            var W = new int[2, 2, 2, 2];
            for (int n = 0; n < 16; n++) W[n >> 3, n >> 2 & 1, n >> 1 & 1, n & 1] = at(n >> 3, n >> 2 & 1, n >> 1 & 1, n & 1);
            return W;
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(-2, 0)]
    [InlineData(0, 2)]
    [InlineData(0, -2)]
    public void One_weight_too_far_away_is_not_local(int a, int b)
    {
        var V = new OffsetArray<int>(-2, 2, -2, 2) { [1, 1] = 3, [-1, -1] = 4 };
        Assert.True(Local.IsLocal(V, 1));
        V[a, b] = 1;
        Assert.False(Local.IsLocal(V, 1));
        Assert.True(Local.IsLocal(V, 2));
    }

    [Fact]
    public void Of_two_places_that_fit_alike_the_first_is_found()
    {
        var detector = new Detector<int>(new[, ,] { { { 3, 4 } } });
        Assert.Equal(25, detector.SquaredNorm);
        Assert.Equal((0, 1), detector.Find(new[, ,] { { { 9, 3, 4 }, { 3, 4, 9 } } }));
    }

    [Fact]
    public void Each_argument_of_a_form_is_checked()
    {
        var problem = ConvolutionProblem.Parse("bias mb1ic1iw5oc1kw3");
        Assert.Equal("C15", Rule(() => ConvolutionGradients.Input<int>(problem, Tensor(2), Tensor(3), new(new int[5], [1, 1, 5]))));
        Assert.Equal("C14", Rule(() => ConvolutionGradients.Weight<int>(problem, Tensor(4), Tensor(3), new(new int[3], [1, 1, 3]))));
        Assert.Equal("C15", Rule(() => ConvolutionGradients.Weight<int>(problem, Tensor(5), Tensor(3), new(new int[2], [1, 1, 2]))));
        Assert.Equal("C17", Rule(() => ConvolutionGradients.Bias<int>(problem, Tensor(4), new int[1])));
        Assert.Contains("at layer 1 the size 7", Assert.Throws<ArgumentException>(() => ReceptiveField.InputsOf([new(9, 3), new(9, 3)], 0)).Message);
        Assert.Contains("at (0, 0) must hold the offsets", Assert.Throws<ArgumentException>(
            () => FullyConnected.Hidden(Reindexing.ToOffsets(new int[1, 1, 2, 2]), new int[1, 1], new int[3, 3])).Message);
        Assert.Equal("naive", new NaiveConvolution<int>().Name);

        static string Rule(Action call) => Assert.Throws<RuleException>(call).Rule;
    }

    /// <summary>2^32 elements that are one number, seen again and again.</summary>
    [Fact]
    public void A_tensor_that_no_memory_holds_is_named()
    {
        const int Side = 1 << 16;
        var one = new SpatialAxis(1, Side, 1, 1, Side - 1, 0);
        var wideKernel = new ConvolutionProblem(1, 1, 1, [one, one]);
        var wideInput = new ConvolutionProblem(1, 1, 1, [new(Side, 1, Side), new(Side, 1, Side)]);
        var wideOutput = new ConvolutionProblem(1, 1, 1, [new(1, 1, 1, 1, Side - 1, 0), new(1, 1, 1, 1, Side - 1, 0)]);
        Assert.Equal("number of input elements", Named(() => new NaiveConvolution<int>().Convolve(wideInput, Wide(Side), Wide(1), default, new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of weight elements", Named(() => new NaiveConvolution<int>().Convolve(wideKernel, Wide(1), Wide(Side), default, new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of weight elements", Named(() => ConvolutionGradients.Input(wideKernel, Wide(Side), Wide(1), new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of output gradient elements", Named(() => ConvolutionGradients.Input(wideOutput, Wide(1), Wide(Side), new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of input elements", Named(() => ConvolutionGradients.Weight(wideInput, Wide(Side), Wide(1), new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of output gradient elements", Named(() => ConvolutionGradients.Weight(wideOutput, Wide(1), Wide(Side), new(new int[1], [1, 1, 1, 1]))));
        Assert.Equal("number of output gradient elements", Named(() => ConvolutionGradients.Bias(wideOutput.With(bias: true), Wide(Side), new int[1])));

        static string Named(Action call) => Assert.Throws<RuleException>(call).Parameter;
        static ReadOnlyTensorSpan<int> Wide(int side) => new(new int[1], 0, [1, 1, side, side], [0, 0, 0, 0]);
    }

    private static ReadOnlyTensorSpan<int> Tensor(int width) => new(new int[width], [1, 1, width]);
}
