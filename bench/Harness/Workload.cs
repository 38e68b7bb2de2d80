using System.Numerics.Tensors;
using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Bench.Harness;

/// <summary>
/// One layer of one version of the kernels, behind types that every version shares. The gate loads this assembly once for
/// each version that it compares, beside that version's kernels; so it uses little of them, and only what has been there long.
/// </summary>
public static class Workload
{
    /// <summary>Prepares a layer; the result computes it as often as it is told.</summary>
    /// <param name="line">The problem line.</param>
    /// <param name="kernel">The name of a kernel that prepares.</param>
    /// <param name="threads">How many threads it uses.</param>
    /// <param name="input">X, dense.</param>
    /// <param name="weight">W, dense.</param>
    /// <param name="output">Y, dense; written by each call.</param>
    /// <exception cref="InvalidOperationException">This version has no such kernel, or it does not compute the layer.</exception>
    public static Action<int> Prepare(string line, string kernel, int threads, float[] input, float[] weight, float[] output)
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse(line);
        if (Kernels.Create<float>(kernel, threads) is not IPreparableConvolution<float> engine)
            throw new InvalidOperationException($"{kernel}: does not prepare its weights");
        if (engine.Supports(problem) is { IsSupported: false } no) throw new InvalidOperationException(no.Reason);
        nint[] inputShape = [.. problem.InputShape], outputShape = [.. problem.OutputShape];
        IPreparedConvolution<float> prepared = engine.Prepare(problem, new(weight, problem.WeightShape.AsSpan()), default);
        return times =>
        {
            ReadOnlyTensorSpan<float> x = new(input, inputShape);
            TensorSpan<float> y = new(output, outputShape);
            for (int i = 0; i < times; i++) prepared.Run(x, y);
        };
    }
}
