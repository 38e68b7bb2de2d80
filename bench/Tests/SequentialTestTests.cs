using Conformance.Bench.Gate;
using Conformance.Spec;
using MathNet.Numerics.Distributions;

namespace Conformance.BenchTests;

/// <summary>The gate's statistics on simulated trials: their noise is that of a busy machine, with one trial in ten far off.</summary>
public class SequentialTestTests
{
    private static readonly ConvolutionProblem[] Layers = [.. Enumerable.Range(1, 6).Select(c => new ConvolutionProblem(1, c, 1, [new(3, 2)]))];

    [Fact]
    public void Where_nothing_changed_no_run_of_500_says_slower_or_faster()
    {
        for (int run = 0; run < 500; run++)
            Assert.DoesNotContain(Simulate(run, slower: 0).Select(result => result.Decision), decision => decision is Decision.Slower or Decision.Faster);
    }

    [Theory]
    [InlineData(0.05, 0.95)]
    [InlineData(0.03, 0.7)]
    public void A_slowdown_of_one_layer_is_found_and_only_there(double slower, double share)
    {
        const int Runs = 200;
        int found = 0;
        for (int run = 0; run < Runs; run++)
        {
            IReadOnlyList<GateResult> results = Simulate(1000 + run, slower);
            if (results[0].Decision == Decision.Slower) found++;
            Assert.DoesNotContain(results.Skip(1).Select(result => result.Decision), decision => decision is Decision.Slower or Decision.Faster);
        }
        Assert.True(found >= share * Runs, $"found in {found} of {Runs}");
    }

    [Fact]
    public void The_interval_holds_the_true_change_and_outliers_hardly_move_the_estimate()
    {
        double[] trials = [.. Enumerable.Range(0, 19).Select(i => Math.Log(1.03) + 0.001 * (i - 9)), 5.0];
        Change change = new SequentialTest(0.01, 1, 0.02).Estimate(trials);
        Assert.InRange(change.Estimate, 0.029, 0.032);
        Assert.True(change.Lower < 0.03 && change.Upper > 0.03);
    }

    [Fact]
    public void Layers_that_are_decided_are_not_measured_any_more_and_the_budget_ends_the_run()
    {
        List<int> measured = [];
        var random = new Random(1);
        var run = new GateRun(new SequentialTest(0.01, 2, 0.02), (layers, _) =>
        {
            measured.Add(layers.Count);
            // The first layer is plainly unchanged, the second all noise.
            return layers.ToDictionary(layer => layer, layer => layer == Layers[0] ? 1e-4 * random.NextDouble() : random.NextDouble() - 0.5);
        });
        IReadOnlyList<GateResult> results = run.Run(Layers[..2], seed: 1, () => measured.Count == 30);
        Assert.Equal([Decision.Same, Decision.Open], results.Select(result => result.Decision));
        Assert.Equal(30, measured.Count);
        Assert.Equal(1, measured[^1]);
        Assert.Contains("can't tell within the budget", GateReport.Write("a against b", results, 0.01, 0.02));
    }

    /// <summary>A run of the gate where the first layer changed; a trial's ratio is off by 1 %, and by 10 % in one of ten.</summary>
    private static IReadOnlyList<GateResult> Simulate(int seed, double slower)
    {
        var random = new Random(seed);
        Normal usual = new(0, 0.01, random), wild = new(0, 0.1, random);
        return new GateRun(new SequentialTest(0.01, Layers.Length, 0.02), (layers, _) => layers.ToDictionary(
            layer => layer, layer => (layer == Layers[0] ? Math.Log(1 + slower) : 0) + (random.Next(10) == 0 ? wild : usual).Sample())).Run(Layers, seed, () => false);
    }
}
