using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Bench;

/// <summary>Every built-in kernel beside the reference layer, the baseline, on small layers, weights packed at each call.</summary>
[MemoryDiagnoser, JsonExporterAttribute.Full, GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams)]
public class KernelBenchmarks
{
    /// <summary>What the reference layer does in about a tenth of a second, and the oracle in a few.</summary>
    private const long MostMultiplyAdds = 30_000_000;

    private BenchmarkData? data;

    public static IEnumerable<string> SmallLayers => Layers.All.Where(layer => layer.MultiplyAdds <= MostMultiplyAdds).Select(Layers.Label);

    public static IEnumerable<string> Engines => Kernels.All<float>().Select(kernel => kernel.Name);

    [ParamsSource(nameof(SmallLayers))]
    public string Layer { get; set; } = "";

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = "auto";

    [GlobalSetup(Target = nameof(Naive))]
    public void SetUpNaive() => SetUp(new NaiveConvolution<float>());

    [GlobalSetup(Target = nameof(Convolve))]
    public void SetUpConvolve() => SetUp(Kernels.Create<float>(Engine));

    [Benchmark(Baseline = true)]
    public void Naive() => data!.Convolve();

    [Benchmark]
    public void Convolve() => data!.Convolve();

    private void SetUp(IConvolution<float> engine) => data = new BenchmarkData(Layers.Named([Layer])[0], engine, BenchmarkData.AccuracyOf(engine.Name), isPrepared: false);
}
