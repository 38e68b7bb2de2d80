using Conformance.Bench.Compare;

namespace Conformance.Bench.Tests;

public class PairedRatioTests
{
    [Fact]
    public void A_drift_of_the_clock_between_rounds_cancels_out()
    {
        PairedRatio ratio = PairedRatio.Of([2, 4, 20, 6, 8], [1, 2, 10, 3, 4]);
        Assert.Equal((2, 2, 2), (ratio.Median, ratio.Lower, ratio.Upper));
    }

    [Fact]
    public void It_is_not_the_ratio_of_the_medians() =>
        Assert.Equal(3, PairedRatio.Of([3, 2, 10], [1, 4, 2]).Median);

    /// <summary>Of 9 ratios the second and the eighth: beyond them lies the median with a chance of 2·10/512. Of 6 the ends:
    /// 2/64.</summary>
    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(8, 1, 8)]
    [InlineData(9, 2, 8)]
    [InlineData(12, 3, 10)]
    [InlineData(1, 1, 1)]
    public void The_interval_lies_between_two_of_the_ratios(int rounds, double lower, double upper)
    {
        double[] theirs = [.. Enumerable.Range(1, rounds).Select(i => (double)i).Reverse()];
        PairedRatio ratio = PairedRatio.Of(theirs, [.. theirs.Select(_ => 1.0)]);
        Assert.Equal((lower, upper), (ratio.Lower, ratio.Upper));
        Assert.Equal($"{ratio.Median:F2} ({lower:F2}–{upper:F2})", ratio.ToString());
    }

    [Fact]
    public void Rounds_that_do_not_pair_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([], []));
    }
}
