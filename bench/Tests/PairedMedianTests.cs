using Conformance.Bench.Gate;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Conformance.BenchTests;

/// <summary>How many pairs a trial takes, on pairs from a known distribution.</summary>
public class PairedMedianTests
{
    [Theory]
    [InlineData(0.002, PairedMedian.Least, PairedMedian.Least)]
    [InlineData(0.04, 60, 150)] // (1.2533·0.04/0.005)² = 101
    [InlineData(0.2, PairedMedian.Most, PairedMedian.Most)]
    public void Pairs_go_on_until_their_median_is_known_well_enough(double scatter, int least, int most)
    {
        double[] numbers = [.. Enumerable.Range(1, 50).Select(seed => (double)Run(seed, scatter).Pairs)];
        Assert.InRange(numbers.Median(), least, most);
        Assert.All(numbers, pairs => Assert.InRange(pairs, PairedMedian.Least, PairedMedian.Most));
    }

    [Fact]
    public void The_error_that_is_told_is_how_far_medians_scatter()
    {
        const int Pairs = 101;
        List<double> medians = [], errors = [];
        for (int seed = 1; seed <= 2000; seed++)
        {
            double[] pairs = new Normal(0, 0.04, new Random(seed)).Samples().Take(Pairs).ToArray();
            medians.Add(pairs.Median());
            errors.Add(PairedMedian.Error(pairs));
        }
        Assert.InRange(errors.Mean() / medians.StandardDeviation(), 0.9, 1.1);
    }

    [Fact]
    public void A_trial_tells_the_change_within_the_error_that_it_stops_at()
    {
        double[] trials = [.. Enumerable.Range(1, 300).Select(seed => Run(seed, 0.04).Median)];
        Assert.InRange(trials.Median(), 0.05 - 0.001, 0.05 + 0.001);
        Assert.InRange(trials.StandardDeviation(), 0.8 * PairedMedian.MostError, 1.3 * PairedMedian.MostError);
    }

    /// <summary>A trial where one version takes e^0.05 times as long.</summary>
    private static (double Median, int Pairs) Run(int seed, double scatter)
    {
        var pair = new Normal(0.05, scatter, new Random(seed));
        int pairs = 0;
        double median = PairedMedian.Of(() =>
        {
            pairs++;
            return pair.Sample();
        });
        return (median, pairs);
    }
}
