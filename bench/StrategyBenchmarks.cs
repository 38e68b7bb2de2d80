using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Conformance.Optimized;

namespace Conformance.Bench;

/// <summary>The strategies that compute any layer, on one thread with their weights prepared, over the layers of
/// bench/layers.txt or those that the variable <see cref="Layers.Variable"/> names. The usual way is the baseline: a matrix of
/// the whole image, multiplied by the kernels.</summary>
[MemoryDiagnoser, JsonExporterAttribute.Full, GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams)]
public class StrategyBenchmarks
{
    private BenchmarkData? data;

    public static IEnumerable<string> Chosen => Layers.Chosen.Select(layer => layer.Name.Length > 0 ? Layers.Label(layer) : layer.ToString());

    [ParamsSource(nameof(Chosen))]
    public string Layer { get; set; } = "";

    [GlobalSetup(Target = nameof(ExplicitIm2Col))]
    public void SetUpExplicitIm2Col() => SetUp("im2col-explicit");

    [GlobalSetup(Target = nameof(TiledIm2Col))]
    public void SetUpTiledIm2Col() => SetUp($"im2col-{Machine.Widest.Bits()}");

    [GlobalSetup(Target = nameof(Auto))]
    public void SetUpAuto() => SetUp("auto");

    [GlobalSetup(Target = nameof(Fast))]
    public void SetUpFast() => SetUp("fast");

    [Benchmark(Baseline = true)]
    public void ExplicitIm2Col() => data!.Convolve();

    [Benchmark]
    public void TiledIm2Col() => data!.Convolve();

    [Benchmark]
    public void Auto() => data!.Convolve();

    [Benchmark]
    public void Fast() => data!.Convolve();

    private void SetUp(string kernel) => data = new BenchmarkData(Layers.Named([Layer])[0], Kernels.Create<float>(kernel, 1), BenchmarkData.AccuracyOf(kernel), isPrepared: true);
}
