using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class ConvolutionalLayerTests
{
    [Fact]
    public void A_layer_of_one_channel_correlates_and_adds_its_bias()
    {
        var layer = new ConvolutionalLayer<decimal>(FormSamples.Counting<decimal>(2, 2, 0), 100);
        decimal[,,] output = layer.Forward(FormSamples.Stack(FormSamples.Counting<decimal>(3, 3, 0)));
        Assert.Equal([119, 125, 137, 143], FormSamples.Flat<decimal>(output));
    }

    [Property(MaxTest = 30)]
    public void A_layer_of_many_channels_is_the_multi_channel_correlation(int seed)
    {
        var samples = new FormSamples(seed);
        int[,,] X = samples.Cube<int>(2, 4, 5);
        int[,,,] K = samples.Fourth<int>(3, 2, 2, 3);
        Assert.Equal(CrossCorrelation.Corr2d(X, K), new ConvolutionalLayer<int>(K, new int[3]).Forward(X));
    }

    [Property(MaxTest = 30)]
    public void The_gradients_of_the_squared_error_are_its_exact_difference_quotients(int seed)
    {
        // The error is quadratic in each operand, so that the central difference (L(+1) − L(−1))/2 is the derivative.
        var samples = new FormSamples(seed);
        (int stride, int padding, int dilation) = (samples.Integer(1, 2), samples.Integer(0, 2), samples.Integer(1, 2));
        decimal[,,] X = samples.Cube<decimal>(4, 5, 4);
        decimal[,,,] K = samples.Fourth<decimal>(2, 2, 3, 2);
        decimal[] b = samples.Numbers<decimal>(2);
        var layer = new ConvolutionalLayer<decimal>(K, b, stride, padding, dilation, groups: 2);
        decimal[,,] Y = layer.Forward(X), wanted = samples.Cube<decimal>(2, Y.GetLength(1), Y.GetLength(2));
        LayerGradients<decimal> gradients = layer.Backward(X, SquaredError.Gradient(Y, wanted));
        Assert.Equal(Quotient((_, _, _, step) => X[2, 2, 1] += step), gradients.Input[2, 2, 1]);
        Assert.Equal(Quotient((_, _, _, step) => X[0, 0, 0] += step), gradients.Input[0, 0, 0]);
        Assert.Equal(Quotient((_, _, _, step) => K[1, 0, 2, 1] += step), gradients.Weight[1, 0, 2, 1]);
        Assert.Equal(Quotient((_, _, _, step) => K[0, 1, 0, 0] += step), gradients.Weight[0, 1, 0, 0]);
        Assert.Equal(Quotient((_, _, _, step) => b[1] += step), gradients.Bias[1]);

        decimal Quotient(Action<decimal[,,], decimal[,,,], decimal[], decimal> move)
        {
            move(X, K, b, 1);
            decimal above = Loss();
            move(X, K, b, -2);
            decimal below = Loss();
            move(X, K, b, 1);
            return (above - below) / 2;
        }

        decimal Loss() => SquaredError.Loss(
            new ConvolutionalLayer<decimal>(K, b, stride, padding, dilation, groups: 2).Forward(X), wanted);
    }

    [Fact]
    public void Steps_against_the_gradient_learn_kernel_and_bias()
    {
        var samples = new FormSamples(5);
        double[,,] X = samples.Cube<double>(2, 6, 6);
        var truth = new ConvolutionalLayer<double>(samples.Fourth<double>(2, 2, 2, 2), [3, -4], padding: 1);
        double[,,] wanted = truth.Forward(X);
        var layer = new ConvolutionalLayer<double>(new double[2, 2, 2, 2], new double[2], padding: 1);
        for (int step = 0; step < 2000; step++)
            layer = layer.Step(layer.Backward(X, SquaredError.Gradient(layer.Forward(X), wanted)), 0.0002);
        Assert.True(SquaredError.Loss(layer.Forward(X), wanted) < 1e-6);
        Assert.All(FormSamples.Flat<double>(truth.Weight()).Zip(FormSamples.Flat<double>(layer.Weight())),
            pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.Equal(3, layer.Bias()[0], 1e-2);
    }

    [Fact]
    public void What_does_not_belong_to_the_layer_is_refused()
    {
        Assert.StartsWith("bias must have the shape [2], but it is [1]", Assert.Throws<ArgumentException>(
            () => new ConvolutionalLayer<int>(new int[2, 1, 1, 1], new int[1])).Message, StringComparison.Ordinal);
        var layer = new ConvolutionalLayer<int>(new int[2, 3, 1, 1], new int[2]);
        Assert.Equal("C15", Assert.Throws<RuleException>(() => layer.Forward(new int[2, 4, 4])).Rule);
        Assert.Equal("C17", Assert.Throws<RuleException>(() => layer.Backward(new int[3, 4, 4], new int[2, 3, 4])).Rule);
    }
}
