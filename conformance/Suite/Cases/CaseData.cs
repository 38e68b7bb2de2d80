using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>The tensors of a case, dense and in row-major order, and what the result must be.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class CaseData<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fills a problem and evaluates it.</summary>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    public CaseData(ConvolutionProblem problem, T[] input, T[] weight, T[] bias, bool isExact)
    {
        (Problem, Input, Weight, Bias, IsExact) = (problem, input, weight, bias, isExact);
        Expected = ExactOracle.Evaluate<T>(problem, input, weight, bias);
    }

    /// <summary>The problem.</summary>
    public ConvolutionProblem Problem { get; }

    /// <summary>X: [N, C_in, n…].</summary>
    public T[] Input { get; }

    /// <summary>W: [C_out, C_in/g, k…].</summary>
    public T[] Weight { get; }

    /// <summary>b: [C_out], or empty.</summary>
    public T[] Bias { get; }

    /// <summary>Whether every partial sum is exact, so that results are compared bit for bit.</summary>
    public bool IsExact { get; }

    /// <summary>The oracle's results.</summary>
    public OracleResult<T> Expected { get; }

    /// <summary>Draws the tensors of a problem.</summary>
    /// <exception cref="RuleException">C18: a tensor is too large; C19: the type has no exact fill for it.</exception>
    public static CaseData<T> Draw(ConvolutionProblem problem, FillKind fill, ulong seed)
    {
        var random = new SplitMix64(SplitMix64.Mix(seed, (ulong)fill));
        long limit = fill == FillKind.Exact ? ExactFill.Limit<T>(problem) : 0;
        if (fill == FillKind.Exact && limit == 0)
        {
            throw new RuleException("C19", "terms of a window", problem.WindowTerms,
                $"must be few enough for an exact fill in {typeof(T).Name}");
        }
        Func<T> next = fill == FillKind.Exact
            ? () => T.CreateChecked(random.WithinLimit(limit))
            : () => T.CreateChecked(random.Real());
        return new CaseData<T>(problem, Fill(problem.InputCount, "input"), Fill(problem.WeightCount, "weight"),
            Fill(problem.BiasCount, "bias"), fill == FillKind.Exact);

        T[] Fill(long count, string tensor)
        {
            T[] values = TensorShapes.Allocate<T>(count, tensor);
            for (int i = 0; i < values.Length; i++) values[i] = next();
            return values;
        }
    }
}
