using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Xunit;

/// <summary>An engine in double as laws, which speak in float, can ask it: floats lie in double without loss, and what laws
/// compare exactly are integers that lie in both.</summary>
/// <param name="engine">The engine.</param>
internal sealed class ThroughDouble(IConvolution<double> engine) : IConvolution<float>
{
    public string Name => engine.Name;

    public Support Supports(ConvolutionProblem problem) => engine.Supports(problem);

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        TensorShapes.Check(problem, input, weight, bias, output);
        double[] x = Wide(input), w = Wide(weight), b = Wide(bias), y = new double[problem.OutputCount];
        engine.Convolve(problem, new(x, problem.InputShape.AsSpan()), new(w, problem.WeightShape.AsSpan()),
            new(b, problem.BiasShape.AsSpan()), new TensorSpan<double>(y, problem.OutputShape.AsSpan()));
        ReadOnlyTensorSpan<float> narrow = new(Array.ConvertAll(y, value => (float)value), problem.OutputShape.AsSpan());
        narrow.CopyTo(output);
    }

    private static double[] Wide(ReadOnlyTensorSpan<float> values)
    {
        var dense = new float[values.FlattenedLength];
        values.FlattenTo(dense);
        return Array.ConvertAll(dense, value => (double)value);
    }
}
