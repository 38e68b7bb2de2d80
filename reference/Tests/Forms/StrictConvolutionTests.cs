using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class StrictConvolutionTests
{
    [Fact]
    public void It_multiplies_polynomials()
    {
        // (1 + 2t)(3 + 4t + 5t²) = 3 + 10t + 13t² + 10t³.
        Signal<decimal> product = StrictConvolution.Convolve(new Signal<decimal>(0, 1, 2), new Signal<decimal>(0, 3, 4, 5));
        Assert.Equal([3, 10, 13, 10], Values(product, 0, 3));
    }

    [Fact]
    public void Offsets_add_up()
    {
        Signal<int> f = new(-3, 1, 2), g = new(5, 3, 4);
        Assert.Equal([0, 3, 10, 8, 0], Values(StrictConvolution.Convolve(f, g), 1, 5));
    }

    [Property(MaxTest = 40)]
    public void It_is_commutative_and_associative(int seed)
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
            Signal<T> f = Line<T>(samples), g = Line<T>(samples), h = Line<T>(samples);
            Same(StrictConvolution.Convolve(f, g), StrictConvolution.Convolve(g, f));
            Same(StrictConvolution.Convolve(StrictConvolution.Convolve(f, g), h),
                StrictConvolution.Convolve(f, StrictConvolution.Convolve(g, h)));
        }
    }

    [Property(MaxTest = 40)]
    public void Correlating_is_convolving_with_the_reflection(int seed)
    {
        var samples = new FormSamples(seed);
        Signal<int> f = Line<int>(samples), g = Line<int>(samples);
        Same(StrictConvolution.Correlate(f, g), StrictConvolution.Convolve(f.Flip(), g));
        Same(StrictConvolution.Convolve(f, g), StrictConvolution.Correlate(f.Flip(), g));
        Same(f, f.Flip().Flip());
    }

    [Property(MaxTest = 40)]
    public void The_same_laws_hold_in_the_plane(int seed)
    {
        var samples = new FormSamples(seed);
        PlaneSignal<Complex> f = Plane<Complex>(samples), g = Plane<Complex>(samples), h = Plane<Complex>(samples);
        Same(StrictConvolution.Convolve(f, g), StrictConvolution.Convolve(g, f));
        Same(StrictConvolution.Convolve(StrictConvolution.Convolve(f, g), h),
            StrictConvolution.Convolve(f, StrictConvolution.Convolve(g, h)));
        Same(StrictConvolution.Correlate(f, g), StrictConvolution.Convolve(f.Flip(), g));
        Same(StrictConvolution.Convolve(f, g), StrictConvolution.Correlate(f.Flip(), g));
    }

    [Property(MaxTest = 20)]
    public void The_unit_impulse_is_its_one_and_a_moved_impulse_moves(int seed)
    {
        var samples = new FormSamples(seed);
        Signal<int> f = Line<int>(samples);
        Same(f, StrictConvolution.Convolve(new Signal<int>(0, 1), f));
        Signal<int> moved = StrictConvolution.Convolve(new Signal<int>(4, 1), f);
        Assert.Equal(Values(f, -20, 20), Values(moved, -16, 24));
    }

    [Property(MaxTest = 40)]
    public void Inside_an_image_it_is_the_cross_correlation_with_the_flipped_kernel(int seed)
    {
        var samples = new FormSamples(seed);
        int kh = samples.Integer(1, 3), kw = samples.Integer(1, 3);
        int[,] K = samples.Matrix<int>(kh, kw), X = samples.Matrix<int>(samples.Integer(3, 5), samples.Integer(3, 5));
        PlaneSignal<int> whole = StrictConvolution.Convolve(new PlaneSignal<int>(0, 0, K), new PlaneSignal<int>(0, 0, X));
        int[,] inside = KernelFlip.Conv2d(X, K);
        for (int i = 0; i < inside.GetLength(0); i++)
        {
            for (int j = 0; j < inside.GetLength(1); j++) Assert.Equal(whole[i + kh - 1, j + kw - 1], inside[i, j]);
        }
        Assert.Equal(K, KernelFlip.Flip(KernelFlip.Flip(K)));
    }

    private static Signal<T> Line<T>(FormSamples samples)
        where T : INumberBase<T> => new(samples.Integer(-4, 4), samples.Numbers<T>(samples.Integer(0, 4)));

    private static PlaneSignal<T> Plane<T>(FormSamples samples)
        where T : INumberBase<T> => new(samples.Integer(-3, 3), samples.Integer(-3, 3),
            samples.Matrix<T>(samples.Integer(0, 3), samples.Integer(0, 3)));

    private static T[] Values<T>(Signal<T> f, int from, int to)
        where T : INumberBase<T> => [.. Enumerable.Range(from, to - from + 1).Select(i => f[i])];

    private static void Same<T>(Signal<T> expected, Signal<T> actual)
        where T : INumberBase<T> => Assert.Equal(Values(expected, -25, 25), Values(actual, -25, 25));

    private static void Same<T>(PlaneSignal<T> expected, PlaneSignal<T> actual)
        where T : INumberBase<T>
    {
        for (int i = -20; i <= 20; i++)
        {
            for (int j = -20; j <= 20; j++) Assert.Equal(expected[i, j], actual[i, j]);
        }
    }
}
