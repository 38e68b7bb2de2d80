using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class FullyConnectedTests
{
    [Fact]
    public void Every_unit_weighs_every_pixel()
    {
        // One unit (0, 0) of weight 1, 2, 3, 4 over the image 5, 6, 7, 8 with bias 9: 9 + 5 + 12 + 21 + 32.
        var weight = new decimal[1, 1, 2, 2] { { { { 1, 2 }, { 3, 4 } } } };
        decimal[,] hidden = FullyConnected.Hidden(weight, new decimal[,] { { 9 } }, new decimal[,] { { 5, 6 }, { 7, 8 } });
        Assert.Equal(79, Assert.Single(FormSamples.Flat<decimal>(hidden)));
    }

    [Property(MaxTest = 40)]
    public void Naming_a_pixel_by_its_offset_changes_nothing(int seed)
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
            (int m, int n, int h, int w) = Extents(samples);
            T[,,,] W = samples.Fourth<T>(m, n, h, w);
            T[,] U = samples.Matrix<T>(m, n), X = samples.Matrix<T>(h, w);
            Assert.Equal(FullyConnected.Hidden(W, U, X), FullyConnected.Hidden(Reindexing.ToOffsets(W), U, X));
        }
    }

    [Property(MaxTest = 40)]
    public void The_reindexing_is_a_bijection(int seed)
    {
        var samples = new FormSamples(seed);
        (int m, int n, int h, int w) = Extents(samples);
        int[,,,] W = samples.Fourth<int>(m, n, h, w);
        OffsetArray<int>[,] V = Reindexing.ToOffsets(W);
        Assert.Equal(W, Reindexing.ToPixels(V));
        // And the other way round: every entry of V comes back at its offsets.
        OffsetArray<int>[,] again = Reindexing.ToOffsets(Reindexing.ToPixels(V));
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.Equal((V[i, j].FirstRow, V[i, j].FirstColumn), (again[i, j].FirstRow, again[i, j].FirstColumn));
                Assert.Equal(V[i, j].ToArray(), again[i, j].ToArray());
            }
        }
    }

    [Fact]
    public void Offsets_span_the_whole_image_on_both_sides()
    {
        OffsetArray<int> corner = Reindexing.ToOffsets(new int[3, 4, 3, 4])[2, 3];
        Assert.Equal((-2, 0, -3, 0), (corner.FirstRow, corner.LastRow, corner.FirstColumn, corner.LastColumn));
        Assert.False(corner.Exists(1, 0));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => corner[1, 0]);
        Assert.Contains("a must lie in -2 … 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_shape_is_named_with_its_value_and_the_rule()
    {
        var error = Assert.Throws<ArgumentException>(
            () => FullyConnected.Hidden(new int[2, 2, 3, 3], new int[2, 3], new int[3, 3]));
        Assert.StartsWith("U must have the shape [2, 2], but it is [2, 3]", error.Message, StringComparison.Ordinal);
    }

    private static (int M, int N, int H, int W) Extents(FormSamples samples) =>
        (samples.Integer(1, 4), samples.Integer(1, 4), samples.Integer(1, 4), samples.Integer(1, 4));
}
