using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class CrossCorrelationTests
{
    [Fact]
    public void The_worked_examples_of_the_book_hold_in_every_number_type()
    {
        Check<float>();
        Check<double>();
        Check<decimal>();
        Check<BigInteger>();
        Check<Complex>();
        Check<int>();

        static void Check<T>()
            where T : INumberBase<T>
        {
            T[,] X0 = FormSamples.Counting<T>(3, 3, 0), X1 = FormSamples.Counting<T>(3, 3, 1);
            T[,] K0 = FormSamples.Counting<T>(2, 2, 0), K1 = FormSamples.Counting<T>(2, 2, 1);
            T[,] K2 = FormSamples.Counting<T>(2, 2, 2), K3 = FormSamples.Counting<T>(2, 2, 3);
            AssertValues<T>([19, 25, 37, 43], CrossCorrelation.Corr2d(X0, K0));
            T[,,] X = FormSamples.Stack(X0, X1);
            AssertValues<T>([56, 72, 104, 120], CrossCorrelation.Corr2d(X, FormSamples.Stack(K0, K1)));
            T[,,] K = FormSamples.Stack(K0, K1, K1, K2, K2, K3);
            var filters = (T[,,,])FormSamples.Filled(new T[3, 2, 2, 2], p => K[p / 4, p / 2 % 2, p % 2]);
            AssertValues<T>(
                [56, 72, 104, 120, 76, 100, 148, 172, 96, 128, 192, 224], CrossCorrelation.Corr2d(X, filters));
        }

        static void AssertValues<T>(int[] expected, Array actual)
            where T : INumberBase<T>
            => Assert.Equal(expected.Select(T.CreateChecked), FormSamples.Flat<T>(actual));
    }

    [Fact]
    public void A_difference_kernel_finds_vertical_edges_and_no_horizontal_ones()
    {
        var image = (int[,])FormSamples.Filled(new int[6, 8], p => p % 8 is >= 2 and <= 5 ? 0 : 1);
        int[,] edges = CrossCorrelation.Corr2d(image, new[,] { { 1, -1 } });
        for (int i = 0; i < 6; i++)
            Assert.Equal([0, 1, 0, 0, 0, -1, 0], Enumerable.Range(0, 7).Select(j => edges[i, j]));
        var transposed = (int[,])FormSamples.Filled(new int[8, 6], p => image[p % 6, p / 6]);
        Assert.All(FormSamples.Flat<int>(CrossCorrelation.Corr2d(transposed, new[,] { { 1, -1 } })), v => Assert.Equal(0, v));
    }

    [Property(MaxTest = 40)]
    public void Several_input_channels_are_the_sum_of_each(int seed)
    {
        var samples = new FormSamples(seed);
        int channels = samples.Integer(1, 4);
        int[,,] X = samples.Cube<int>(channels, 5, 4), K = samples.Cube<int>(channels, 2, 3);
        int[,] Y = CrossCorrelation.Corr2d(X, K);
        for (int c = 0; c < channels; c++)
        {
            int[,] part = CrossCorrelation.Corr2d(FormSamples.Slice(X, c), FormSamples.Slice(K, c));
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 2; j++) Y[i, j] -= part[i, j];
            }
        }
        Assert.All(FormSamples.Flat<int>(Y), v => Assert.Equal(0, v));
    }

    [Property(MaxTest = 40)]
    public void Shifting_the_input_shifts_the_output(int seed)
    {
        var samples = new FormSamples(seed);
        int[,] X = samples.Matrix<int>(6, 6), K = samples.Matrix<int>(samples.Integer(1, 3), samples.Integer(1, 3));
        (int di, int dj) = (samples.Integer(-2, 2), samples.Integer(-2, 2));
        int[,] Y = CrossCorrelation.Corr2d(X, K);
        int[,] shifted = CrossCorrelation.Corr2d(ZeroPadding.Pad(X, di, -di, dj, -dj), K);
        for (int i = Math.Max(0, di); i < Math.Min(Y.GetLength(0), Y.GetLength(0) + di); i++)
        {
            for (int j = Math.Max(0, dj); j < Math.Min(Y.GetLength(1), Y.GetLength(1) + dj); j++)
                Assert.Equal(Y[i - di, j - dj], shifted[i, j]);
        }
    }

    [Property(MaxTest = 40)]
    public void One_by_one_is_a_matrix_product_at_every_pixel(int seed)
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
            int channelsIn = samples.Integer(1, 4), channelsOut = samples.Integer(1, 4);
            T[,,] X = samples.Cube<T>(channelsIn, samples.Integer(1, 4), samples.Integer(1, 4));
            T[,,,] K = samples.Fourth<T>(channelsOut, channelsIn, 1, 1);
            Assert.Equal(CrossCorrelation.Corr2d(X, K), PointwiseConvolution.Apply(X, K));
        }
    }
}
