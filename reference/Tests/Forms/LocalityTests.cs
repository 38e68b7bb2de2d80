using System.Numerics;
using Conformance.Forms;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class LocalityTests
{
    [Property(MaxTest = 40)]
    public void It_is_a_cross_correlation_with_a_padding_of_the_reach(int seed)
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
            int delta = samples.Integer(0, 3);
            T[,] kernel = samples.Matrix<T>(2 * delta + 1, 2 * delta + 1);
            T[,] X = samples.Matrix<T>(samples.Integer(1, 5), samples.Integer(1, 5));
            T[,] hidden = Local.Hidden(new OffsetArray<T>(-delta, -delta, kernel), T.Zero, X);
            Assert.Equal(CrossCorrelation.Corr2d(ZeroPadding.Pad(X, delta, delta, delta, delta), kernel), hidden);
        }
    }

    [Property(MaxTest = 40)]
    public void It_is_the_translation_invariant_layer_whose_far_weights_are_zero(int seed)
    {
        var samples = new FormSamples(seed);
        int size = samples.Integer(1, 5), delta = samples.Integer(0, 2), u = samples.Number<int>();
        var near = new OffsetArray<int>(-delta, -delta, samples.Matrix<int>(2 * delta + 1, 2 * delta + 1));
        var everywhere = new OffsetArray<int>(1 - size, size - 1, 1 - size, size - 1);
        for (int a = 1 - size; a < size; a++)
        {
            for (int b = 1 - size; b < size; b++) everywhere[a, b] = near.Exists(a, b) ? near[a, b] : 0;
        }
        int[,] X = samples.Matrix<int>(size, size);
        Assert.True(Local.IsLocal(everywhere, delta));
        Assert.Equal(TranslationInvariant.Hidden(everywhere, u, X), Local.Hidden(near, u, X));
    }

    [Fact]
    public void Restricting_keeps_the_near_weights_only()
    {
        var V = new OffsetArray<int>(-2, -2, FormSamples.Counting<int>(5, 5, 1));
        Assert.False(Local.IsLocal(V, 1));
        OffsetArray<int> restricted = Local.Restrict(V, 1);
        Assert.Equal(new[,] { { 7, 8, 9 }, { 12, 13, 14 }, { 17, 18, 19 } }, restricted.ToArray());
        Assert.True(Local.IsLocal(Local.Restrict(restricted, 3), 1));
    }

    [Fact]
    public void A_kernel_of_even_side_has_no_centre()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Local.Hidden(new OffsetArray<int>(-1, 0, -1, 0), 0, new int[3, 3]));
        Assert.StartsWith("V must range over [−Δ … Δ, −Δ … Δ]", error.Message, StringComparison.Ordinal);
    }
}
