using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class ChannelsTests
{
    [Property(MaxTest = 40)]
    public void Channels_last_and_channels_first_are_the_same_layer(int seed)
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
            int delta = samples.Integer(0, 2), channelsIn = samples.Integer(1, 3), channelsOut = samples.Integer(1, 3);
            T[,,,] V = samples.Fourth<T>(2 * delta + 1, 2 * delta + 1, channelsIn, channelsOut);
            T[,,] X = samples.Cube<T>(samples.Integer(1, 4), samples.Integer(1, 4), channelsIn);
            var layer = new ConvolutionalLayer<T>(
                ChannelLayout.ToChannelsFirst(V), new T[channelsOut], padding: delta);
            T[,,] first = layer.Forward(ChannelLayout.ToChannelsFirst(X));
            Assert.Equal(Channels.Hidden(V, X), ChannelLayout.ToChannelsLast(first));
        }
    }

    [Property(MaxTest = 40)]
    public void The_layouts_map_to_each_other_both_ways(int seed)
    {
        var samples = new FormSamples(seed);
        int[,,,] K = samples.Fourth<int>(
            samples.Integer(1, 3), samples.Integer(1, 3), samples.Integer(1, 3), samples.Integer(1, 3));
        Assert.Equal(K, ChannelLayout.ToChannelsFirst(ChannelLayout.ToChannelsLast(K)));
        Assert.Equal(K, ChannelLayout.ToChannelsLast(ChannelLayout.ToChannelsFirst(K)));
        int[,,] X = samples.Cube<int>(samples.Integer(1, 3), samples.Integer(1, 3), samples.Integer(1, 3));
        Assert.Equal(X, ChannelLayout.ToChannelsFirst(ChannelLayout.ToChannelsLast(X)));
        Assert.Equal(X, ChannelLayout.ToChannelsLast(ChannelLayout.ToChannelsFirst(X)));
    }

    [Fact]
    public void With_one_channel_it_is_the_local_layer()
    {
        var samples = new FormSamples(1);
        int[,] kernel = samples.Matrix<int>(3, 3), X = samples.Matrix<int>(4, 5);
        var V = (int[,,,])FormSamples.Filled(new int[3, 3, 1, 1], p => kernel[p / 3, p % 3]);
        var image = (int[,,])FormSamples.Filled(new int[4, 5, 1], p => X[p / 5, p % 5]);
        Assert.Equal(
            FormSamples.Flat<int>(Local.Hidden(new OffsetArray<int>(-1, -1, kernel), 0, X)),
            FormSamples.Flat<int>(Channels.Hidden(V, image)));
    }

    [Fact]
    public void An_even_kernel_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Channels.Hidden(new int[2, 2, 1, 1], new int[3, 3, 1]));
        Assert.StartsWith("V must have the shape [3, 3, 1, 1], but it is [2, 2, 1, 1]", error.Message,
            StringComparison.Ordinal);
    }
}
