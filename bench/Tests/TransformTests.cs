using System.Numerics;
using Conformance.Bench.Peers;
using Conformance.Bench.Peers.Fftw;

namespace Conformance.Bench.Tests;

public class TransformTests
{
    [Fact]
    public void Lengths_are_multiples_of_8_without_large_factors()
    {
        Assert.Equal([1080, 1120, 1152], TransformSize.Candidates(1039, 3));
        Assert.Equal([8, 16, 24], TransformSize.Candidates(0, 3));
        Assert.Equal(64, TransformSize.Candidates(64, 1)[0]);
        Assert.Equal(96, TransformSize.Candidates(81, 1)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void A_product_of_spectra_is_that_of_complex_numbers(int count)
    {
        float[] x = Draw(1), w = Draw(2), product = [.. x];
        SpectralProduct.Multiply(product, w);
        for (int i = 0; i < count; i++)
        {
            Complex expected = new Complex(x[2 * i], x[2 * i + 1]) * new Complex(w[2 * i], w[2 * i + 1]);
            Assert.Equal(expected.Real, product[2 * i], 1e-6);
            Assert.Equal(expected.Imaginary, product[2 * i + 1], 1e-6);
        }

        float[] Draw(int seed)
        {
            Random random = new(seed);
            return [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextSingle() - 0.5f)];
        }
    }

    [Fact]
    public void Channels_last_puts_the_channels_of_a_pixel_side_by_side()
    {
        Assert.Equal([1, 5, 2, 6, 3, 7, 4, 8], ChannelsLast.Reorder([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]));
        Assert.Equal([1, 2, 3, 4], ChannelsLast.Reorder([1, 2, 3, 4], [2, 2, 1, 1]));
        Assert.Equal([12, 6, 3, 1], ChannelsLast.PlainStrides([2, 2, 2, 3]));
    }
}
