using Conformance.Forms;

namespace Conformance.Tests;

public class ContinuousConvolutionTests
{
    private static readonly SupportedFunction Box = new(_ => 1, -0.5, 0.5);

    [Theory]
    [InlineData(-1.2)]
    [InlineData(-0.75)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.999)]
    [InlineData(1.5)]
    public void Two_boxes_give_a_triangle(double x) =>
        Assert.Equal(Math.Max(1 - Math.Abs(x), 0), ContinuousConvolution.Convolve(Box, Box).At(x), 1e-12);

    [Theory]
    [InlineData(-1.2, 0.045)]
    [InlineData(-0.5, 0.5)]
    [InlineData(0, 0.75)]
    [InlineData(0.25, 0.6875)]
    [InlineData(1, 0.125)]
    [InlineData(1.6, 0)]
    public void Three_boxes_give_the_quadratic_spline(double x, double expected)
    {
        // 3/4 − x² for |x| ≤ 1/2, (3/2 − |x|)²/2 for |x| ≤ 3/2, else 0.
        SupportedFunction spline = ContinuousConvolution.Convolve(ContinuousConvolution.Convolve(Box, Box), Box);
        Assert.Equal((-1.5, 1.5), (spline.From, spline.To));
        Assert.Equal(expected, spline.At(x), 1e-9);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(3)]
    public void Gaussians_add_their_means_and_variances(double x)
    {
        SupportedFunction sum = ContinuousConvolution.Convolve(Gaussian(0.5, 1), Gaussian(-0.25, 2));
        Assert.Equal(Gaussian(0.25, 3).At(x), sum.At(x), 1e-9);
        Assert.Equal(double.NegativeInfinity, sum.From);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Two_exponential_decays_give_a_gamma_density(double x)
    {
        var decay = new SupportedFunction(z => Math.Exp(-z), 0, double.PositiveInfinity);
        Assert.Equal(x * Math.Exp(-x), ContinuousConvolution.Convolve(decay, decay).At(x), 1e-10);
    }

    [Theory]
    [InlineData(-0.8)]
    [InlineData(0.4)]
    [InlineData(1.9)]
    public void Convolution_commutes_and_correlation_reflects(double x)
    {
        var ramp = new SupportedFunction(z => z, 0, 2);
        Assert.Equal(ContinuousConvolution.Convolve(ramp, Box).At(x), ContinuousConvolution.Convolve(Box, ramp).At(x), 1e-10);
        SupportedFunction correlated = ContinuousConvolution.Correlate(ramp, Box);
        SupportedFunction convolved = ContinuousConvolution.Convolve(ramp.Flip(), Box);
        Assert.Equal((convolved.From, convolved.To), (correlated.From, correlated.To));
        Assert.Equal(convolved.At(-x), correlated.At(-x), 1e-10);
    }

    [Fact]
    public void An_empty_support_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => ContinuousConvolution.Convolve(Box, new SupportedFunction(_ => 1, 1, 0)));
        Assert.StartsWith("g must have a support", error.Message, StringComparison.Ordinal);
    }

    private static SupportedFunction Gaussian(double mean, double variance) => new(
        x => Math.Exp(-(x - mean) * (x - mean) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance),
        double.NegativeInfinity, double.PositiveInfinity);
}
