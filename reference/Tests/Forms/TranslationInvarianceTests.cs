using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class TranslationInvarianceTests
{
    [Property(MaxTest = 40)]
    public void It_is_the_fully_connected_layer_of_a_shared_weight(int seed)
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
            OffsetArray<T> V = Shared<T>(samples, m, n, h, w);
            T u = samples.Number<T>();
            T[,] X = samples.Matrix<T>(h, w);
            var U = (T[,])FormSamples.Filled(new T[m, n], _ => u);
            T[,,,] W = TranslationInvariant.ToPixels(V);
            Assert.True(InvariantWeights.IsInvariant(W));
            Assert.Equal(FullyConnected.Hidden(W, U, X), TranslationInvariant.Hidden(V, u, X));
        }
    }

    [Property(MaxTest = 40)]
    public void Shifting_the_input_shifts_the_hidden_image(int seed)
    {
        var samples = new FormSamples(seed);
        const int Size = 6, Figure = 3;
        OffsetArray<int> V = Shared<int>(samples, Size, Size, Size, Size);
        int[,] figure = samples.Matrix<int>(Figure, Figure);
        (int di, int dj) = (samples.Integer(0, Size - Figure), samples.Integer(0, Size - Figure));
        int[,] still = TranslationInvariant.Hidden(V, 5, ZeroPadding.Pad(figure, 0, Size - Figure, 0, Size - Figure));
        int[,] moved = TranslationInvariant.Hidden(
            V, 5, ZeroPadding.Pad(figure, di, Size - Figure - di, dj, Size - Figure - dj));
        for (int i = 0; i + di < Size; i++)
        {
            for (int j = 0; j + dj < Size; j++) Assert.Equal(still[i, j], moved[i + di, j + dj]);
        }
    }

    [Property(MaxTest = 40)]
    public void One_differing_weight_breaks_the_invariance(int seed)
    {
        var samples = new FormSamples(seed);
        int[,,,] W = TranslationInvariant.ToPixels(Shared<int>(samples, 3, 3, 3, 3));
        // The corner offsets exist once only, so that they cannot disagree; this one exists four times or more.
        W[1, 1, samples.Integer(0, 2), 1] += 1;
        Assert.False(InvariantWeights.IsInvariant(W));
    }

    [Property(MaxTest = 40)]
    public void The_projection_is_idempotent(int seed)
    {
        var samples = new FormSamples(seed);
        (int m, int n, int h, int w) = Extents(samples);
        double[,,,] once = TranslationInvariant.ToPixels(InvariantWeights.Project(samples.Fourth<double>(m, n, h, w)));
        double[,,,] twice = TranslationInvariant.ToPixels(InvariantWeights.Project(once));
        Assert.True(InvariantWeights.IsInvariant(once));
        Assert.All(FormSamples.Flat<double>(once).Zip(FormSamples.Flat<double>(twice)),
            pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Property(MaxTest = 40)]
    public void The_residual_is_orthogonal_to_every_invariant_weight(int seed)
    {
        // Over integers that every count up to 16 divides, the means and therefore the inner product are exact.
        const int Multiple = 720720;
        var samples = new FormSamples(seed);
        (int m, int n, int h, int w) = Extents(samples);
        var W = (BigInteger[,,,])FormSamples.Filled(
            new BigInteger[m, n, h, w], _ => Multiple * samples.Number<BigInteger>());
        BigInteger[] projected = FormSamples.Flat<BigInteger>(
            TranslationInvariant.ToPixels(InvariantWeights.Project(W)));
        BigInteger[] invariant = FormSamples.Flat<BigInteger>(
            TranslationInvariant.ToPixels(Shared<BigInteger>(samples, m, n, h, w)));
        BigInteger[] given = FormSamples.Flat<BigInteger>(W);
        BigInteger product = 0;
        for (int p = 0; p < given.Length; p++) product += (given[p] - projected[p]) * invariant[p];
        Assert.Equal(0, product);
    }

    [Property(MaxTest = 20)]
    public void An_invariant_weight_is_its_own_projection(int seed)
    {
        var samples = new FormSamples(seed);
        OffsetArray<decimal> V = Shared<decimal>(samples, 3, 4, 4, 2);
        Assert.Equal(V.ToArray(), InvariantWeights.Project(TranslationInvariant.ToPixels(V)).ToArray());
    }

    private static OffsetArray<T> Shared<T>(FormSamples samples, int m, int n, int h, int w)
        where T : INumberBase<T> => new(-(m - 1), -(n - 1), samples.Matrix<T>(m + h - 1, n + w - 1));

    private static (int M, int N, int H, int W) Extents(FormSamples samples) =>
        (samples.Integer(1, 4), samples.Integer(1, 4), samples.Integer(1, 4), samples.Integer(1, 4));
}
