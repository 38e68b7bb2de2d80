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

    [Fact]
    public void The_quartiles_stand_beside_it()
    {
        PairedRatio ratio = PairedRatio.Of([1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1, 1, 1]);
        Assert.Equal(4, ratio.Median);
        Assert.InRange(ratio.Lower, 2, 3);
        Assert.InRange(ratio.Upper, 5, 6);
        Assert.Equal($"4.00 ({ratio.Lower:F2}–{ratio.Upper:F2})", ratio.ToString());
    }

    [Fact]
    public void Rounds_that_do_not_pair_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([], []));
    }
}
