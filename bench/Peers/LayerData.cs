using System.Runtime.InteropServices;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Bench.Peers;

/// <summary>A layer with its tensors, dense and in row-major order, but without what the result must be: the process that
/// judges knows that, and the one that computes need not.</summary>
public sealed record LayerData(ConvolutionProblem Problem, float[] Input, float[] Weight, float[] Bias)
{
    public static LayerData Of(CaseData<float> data) => new(data.Problem, data.Input, data.Weight, data.Bias);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static LayerData Read(ConvolutionProblem problem, string path)
    {
        using FileStream file = File.OpenRead(path);
        return new(problem, Next(problem.InputCount), Next(problem.WeightCount), Next(problem.BiasCount));

        float[] Next(long count)
        {
            float[] values = new float[count];
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }

    /// <summary>Writes the tensors one after the other, as they stand in memory.</summary>
    public void Write(string path)
    {
        using FileStream file = File.Create(path);
        foreach (float[] tensor in new[] { Input, Weight, Bias }) file.Write(MemoryMarshal.AsBytes(tensor.AsSpan()));
    }
}
