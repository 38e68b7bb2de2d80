using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Conformance.Catalog;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Bench;

/// <summary>One layer's tensors and a kernel on them, whose output was checked against the oracle.</summary>
internal sealed class BenchmarkData
{
    /// <summary>Drawn once a process: the oracle takes longer than most kernels do.</summary>
    private static readonly ConcurrentDictionary<ConvolutionProblem, CaseData<float>> Drawn = new();

    private readonly ConvolutionProblem layer;
    private readonly IConvolution<float> engine;
    private readonly IPreparedConvolution<float>? prepared;
    private readonly CaseData<float> data;
    private readonly float[] output;

    /// <exception cref="InvalidOperationException">The kernel is wrong on the layer.</exception>
    public BenchmarkData(ConvolutionProblem layer, IConvolution<float> engine, AccuracyClass accuracy, bool isPrepared)
    {
        (this.layer, this.engine) = (layer, engine);
        data = Drawn.GetOrAdd(layer, problem => CaseData<float>.Draw(problem, FillKind.Real, seed: 1));
        output = new float[layer.OutputCount];
        Array.Fill(output, float.NaN);
        if (isPrepared && engine is IPreparableConvolution<float> preparable) prepared = preparable.Prepare(layer, Weight, Bias);
        Convolve();
        if (Comparison.Find<float>(data, output, accuracy) is { } mismatch) throw new InvalidOperationException($"{engine.Name} is wrong on {layer}: {mismatch}");
    }

    private ReadOnlyTensorSpan<float> Weight => new(data.Weight, layer.WeightShape.AsSpan());

    private ReadOnlyTensorSpan<float> Bias => new(data.Bias, layer.BiasShape.AsSpan());

    /// <summary>With the weights prepared, where that was asked for.</summary>
    public void Convolve()
    {
        var input = new ReadOnlyTensorSpan<float>(data.Input, layer.InputShape.AsSpan());
        var result = new TensorSpan<float>(output, layer.OutputShape.AsSpan());
        if (prepared is null) engine.Convolve(layer, input, Weight, Bias, result);
        else prepared.Run(input, result);
    }

    /// <summary>The accuracy class that a kernel of ours keeps.</summary>
    public static AccuracyClass AccuracyOf(string kernel) => Kernels.NormwiseNames.Contains(kernel) ? AccuracyClass.Normwise : AccuracyClass.Componentwise;
}
