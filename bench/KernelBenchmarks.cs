using BenchmarkDotNet.Attributes;
using Conformance.Forms;
using Conformance.Optimized;

namespace Conformance.Bench;

/// <summary>Every built-in kernel against the reference layer, on small layers, weights packed at each call.</summary>
[MemoryDiagnoser, JsonExporterAttribute.Full]
public class KernelBenchmarks
{
    /// <summary>What the reference layer does in about a tenth of a second, and the oracle in a few.</summary>
    private const long MostMultiplyAdds = 30_000_000;

    private BenchmarkData? data;

    public static IEnumerable<string> SmallLayers => Layers.All.Where(layer => layer.MultiplyAdds <= MostMultiplyAdds).Select(Layers.Label);

    public static IEnumerable<string> Engines => ["naive", .. Kernels.All<float>().Select(kernel => kernel.Name)];

    [ParamsSource(nameof(SmallLayers))]
    public string Layer { get; set; } = "";

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = "naive";

    [GlobalSetup]
    public void Setup() => data = new BenchmarkData(
        Layers.Named([Layer])[0], Engine == "naive" ? new NaiveConvolution<float>() : Kernels.Create<float>(Engine), BenchmarkData.AccuracyOf(Engine), isPrepared: false);

    [Benchmark]
    public void Convolve() => data!.Convolve();
}
