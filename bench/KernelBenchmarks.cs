using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Bench;

/// <summary>Every built-in kernel against the reference layer, on small layers; each output is checked against the oracle
/// before anything is timed.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    /// <summary>What the reference layer does in about a tenth of a second, and the oracle in a few.</summary>
    private const long MostMultiplyAdds = 30_000_000;

    private float[] input = [], weight = [], bias = [], output = [];
    private IConvolution<float> engine = new NaiveConvolution<float>();

    public static IEnumerable<ConvolutionProblem> SmallLayers => Layers.All.Where(layer => layer.MultiplyAdds <= MostMultiplyAdds);

    public static IEnumerable<string> Engines => ["naive", .. Kernels.All<float>().Select(kernel => kernel.Name)];

    [ParamsSource(nameof(SmallLayers))]
    public ConvolutionProblem Layer { get; set; } = Layers.All[0];

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = "naive";

    [GlobalSetup]
    public void Setup()
    {
        if (Engine != "naive") engine = Kernels.All<float>().Single(kernel => kernel.Name == Engine);
        var data = CaseData<float>.Draw(Layer, FillKind.Real, seed: 1);
        (input, weight, bias, output) = (data.Input, data.Weight, data.Bias, new float[Layer.OutputCount]);
        Array.Fill(output, float.NaN);
        Convolve();
        if (Comparison.Find<float>(data, output, AccuracyClass.Componentwise) is { } mismatch)
            throw new InvalidOperationException($"{Engine} is wrong on {Layer}: {mismatch}");
    }

    [Benchmark]
    public void Convolve() => engine.Convolve(
        Layer,
        new ReadOnlyTensorSpan<float>(input, Layer.InputShape.AsSpan()),
        new ReadOnlyTensorSpan<float>(weight, Layer.WeightShape.AsSpan()),
        new ReadOnlyTensorSpan<float>(bias, Layer.BiasShape.AsSpan()),
        new TensorSpan<float>(output, Layer.OutputShape.AsSpan()));
}
