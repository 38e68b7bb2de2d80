using Conformance.Bench.Curves;
using Conformance.Optimized;

namespace Conformance.Bench.Tests;

public class CrossoverTests
{
    /// <summary>x² and 8x meet at 8.</summary>
    [Fact]
    public void Two_powers_cross_where_they_are_equal()
    {
        int[] sizes = [1, 2, 4, 16, 32];
        var square = new Curve("square", sizes, [.. sizes.Select(x => (double)x * x)]);
        var line = new Curve("line", sizes, [.. sizes.Select(x => 8.0 * x)]);
        Crossover crossover = Assert.Single(Crossover.Of([square, line]));
        Assert.Equal(("square", "line", 4, 16), (crossover.From, crossover.To, crossover.Below, crossover.Above));
        Assert.Equal(8, crossover.At!.Value, 1e-9);
        Assert.Equal("square → line at 8", crossover.ToString());
    }

    [Fact]
    public void A_kernel_that_does_not_compute_a_size_crosses_nobody_at_a_point()
    {
        var small = new Curve("small", [1, 2, 3], [1, 1, double.NaN]);
        var large = new Curve("large", [1, 2, 3], [2, 2, 2]);
        Crossover crossover = Assert.Single(Crossover.Of([small, large]));
        Assert.Equal("small → large between 2 and 3", crossover.ToString());
    }

    [Fact]
    public void Who_is_the_fastest_all_along_crosses_nobody() =>
        Assert.Empty(Crossover.Of([new("a", [1, 2], [1, 2]), new("b", [1, 2], [2, 3])]));

    /// <summary>Each sweep grows, and each of its kernels exists and computes some of its layers.</summary>
    [Fact]
    public void The_sweeps_are_ones_that_the_kernels_compute()
    {
        Assert.All(Sweep.All, sweep =>
        {
            Assert.Equal(sweep.Sizes.Order().Distinct(), sweep.Sizes);
            Assert.All(sweep.Kernels, kernel => Assert.Contains(sweep.Sizes, size =>
                Kernels.Create<float>(Sweep.Whole(kernel), 1).Supports(sweep.Layer(size)).IsSupported));
        });
    }

    [Fact]
    public void The_picture_names_each_kernel_and_the_axis()
    {
        Sweep sweep = Sweep.All[0];
        Curve[] curves = [.. sweep.Kernels.Select((kernel, k) => new Curve(kernel, sweep.Sizes, [.. sweep.Sizes.Select(size => Math.Pow(size, 1 + 0.1 * k) * 1e-6)]))];
        string svg = CurvePlot.Svg(sweep, curves, Crossover.Of(curves));
        Assert.All(sweep.Kernels, kernel => Assert.Contains($">{kernel}", svg, StringComparison.Ordinal));
        Assert.Contains(sweep.Grows, svg, StringComparison.Ordinal);
    }
}
