using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

/// <summary>The tensors of one call, filled with small signed integers, so that every partial sum is exact.</summary>
internal sealed class Operands<T> where T : unmanaged, INumber<T>
{
    public Operands(ConvolutionProblem problem, int seed = 7)
    {
        Problem = problem;
        Random random = new(seed);
        (Input, Weight, Bias) = (Fill(problem.InputCount), Fill(problem.WeightCount), Fill(problem.BiasCount));
        Output = new T[problem.OutputCount];
        // What the output holds before must not matter.
        Array.Fill(Output, T.CreateChecked(-777));
        T[] Fill(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => T.CreateChecked(random.Next(-4, 5)))];
    }

    public ConvolutionProblem Problem { get; }

    public T[] Input { get; }

    public T[] Weight { get; }

    public T[] Bias { get; }

    public T[] Output { get; }

    public ReadOnlyTensorSpan<T> X => new(Input, Problem.InputShape.AsSpan());

    public ReadOnlyTensorSpan<T> W => new(Weight, Problem.WeightShape.AsSpan());

    public ReadOnlyTensorSpan<T> B => Problem.HasBias ? new(Bias, Problem.BiasShape.AsSpan()) : default;

    public TensorSpan<T> Y => new(Output, Problem.OutputShape.AsSpan());

    /// <summary>Fails where the output is not what the naive loop gives.</summary>
    /// <param name="output">What the engine gave.</param>
    /// <param name="tolerance">What part of Σ|x·w|'s largest value an error may be; 0 for bit for bit.</param>
    public void Check(T[] output, double tolerance)
    {
        T[] expected = NaiveLoop.Convolve(Problem, Input, Weight, Bias);
        T[] size = NaiveLoop.Convolve(
            Problem, Array.ConvertAll(Input, T.Abs), Array.ConvertAll(Weight, T.Abs), Array.ConvertAll(Bias, T.Abs));
        double bound = tolerance * size.Select(double.CreateChecked).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateChecked(output[i] - expected[i]));
            if (!(error <= bound)) Assert.Fail($"{Problem}: output {i} is {output[i]} instead of {expected[i]}");
        }
    }
}
