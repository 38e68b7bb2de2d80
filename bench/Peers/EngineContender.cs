using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Bench.Peers;

/// <summary>An engine of the catalogue, through its contract: it writes the output where it is told to.</summary>
internal sealed class EngineContender : IContender
{
    private readonly LayerData data;
    private readonly IConvolution<float> kernel;
    private readonly IPreparedConvolution<float>? prepared;
    private readonly float[] output;

    public EngineContender(IConvolution<float> kernel, LayerData data)
    {
        (this.kernel, this.data, output) = (kernel, data, new float[data.Problem.OutputCount]);
        Array.Fill(output, float.NaN);
        if (kernel is IPreparableConvolution<float> preparable) prepared = preparable.Prepare(data.Problem, Weight, Bias);
    }

    private ReadOnlyTensorSpan<float> Input => new(data.Input, data.Problem.InputShape.AsSpan());
    private ReadOnlyTensorSpan<float> Weight => new(data.Weight, data.Problem.WeightShape.AsSpan());
    private ReadOnlyTensorSpan<float> Bias => new(data.Bias, data.Problem.BiasShape.AsSpan());
    private TensorSpan<float> Output => new(output, data.Problem.OutputShape.AsSpan());

    public void Execute() => Execute(1);

    /// <summary>The views on the tensors are made once: peers bind theirs once too.</summary>
    public void Execute(int times)
    {
        ReadOnlyTensorSpan<float> input = Input;
        TensorSpan<float> result = Output;
        for (int i = 0; i < times; i++)
        {
            if (prepared is null) kernel.Convolve(data.Problem, input, Weight, Bias, result);
            else prepared.Run(input, result);
        }
    }

    public float[] Result() => output;

    public void Dispose() => prepared?.Dispose();
}
