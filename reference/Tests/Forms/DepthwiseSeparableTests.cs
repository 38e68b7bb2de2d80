using System.Numerics;
using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class DepthwiseSeparableTests
{
    [Property(MaxTest = 40)]
    public void Depthwise_is_a_layer_with_as_many_groups_as_channels(int seed)
    {
        var samples = new FormSamples(seed);
        int channels = samples.Integer(1, 4);
        Complex[,,] X = samples.Cube<Complex>(channels, 5, 4), K = samples.Cube<Complex>(channels, 3, 3);
        ConvolutionProblem problem = DepthwiseSeparable.DepthwiseProblem(
            1, channels, [new SpatialAxis(5, 3), new SpatialAxis(4, 3)]);
        Assert.Equal(
            NaiveConvolutionTests.Convolve(problem, FormSamples.Flat<Complex>(X), FormSamples.Flat<Complex>(K), []),
            FormSamples.Flat<Complex>(DepthwiseSeparable.Depthwise(X, K)));
    }

    [Property(MaxTest = 40)]
    public void Separable_is_the_layer_of_the_product_kernel(int seed)
    {
        var samples = new FormSamples(seed);
        int channelsIn = samples.Integer(1, 3), channelsOut = samples.Integer(1, 3);
        BigInteger[,,] X = samples.Cube<BigInteger>(channelsIn, 5, 6), K = samples.Cube<BigInteger>(channelsIn, 3, 3);
        BigInteger[,,,] P = samples.Fourth<BigInteger>(channelsOut, channelsIn, 1, 1);
        var product = new BigInteger[channelsOut, channelsIn, 3, 3];
        for (int o = 0; o < channelsOut; o++)
        {
            for (int c = 0; c < channelsIn; c++)
            {
                for (int a = 0; a < 3; a++)
                {
                    for (int b = 0; b < 3; b++) product[o, c, a, b] = P[o, c, 0, 0] * K[c, a, b];
                }
            }
        }
        Assert.Equal(CrossCorrelation.Corr2d(X, product), DepthwiseSeparable.Apply(X, K, P));
    }

    [Property(MaxTest = 20)]
    public void The_two_problems_follow_each_other_with_padding_and_multiplier(int seed)
    {
        var samples = new FormSamples(seed);
        int channels = samples.Integer(1, 3), multiplier = samples.Integer(1, 2);
        SpatialAxis axis = new(6, 3, Stride: 2, PadBefore: 1, PadAfter: 1);
        ConvolutionProblem first = DepthwiseSeparable.DepthwiseProblem(2, channels, [axis, axis], multiplier);
        ConvolutionProblem second = DepthwiseSeparable.PointwiseProblem(first, 5);
        Assert.Equal(first.OutputShape.ToArray(), second.InputShape.ToArray());
        Assert.Equal((channels, 1, 3L), (first.Groups, first.InputChannelsPerGroup, second.Axes[0].Output));
    }
}
