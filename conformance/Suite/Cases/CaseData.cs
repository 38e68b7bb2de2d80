using System.Numerics;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Cases;

/// <summary>The tensors of a case, dense and in row-major order, and what the result must be.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class CaseData<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const ulong SampleSalt = 11, ChecksumSalt = 12;

    /// <summary>Fills a problem and evaluates it.</summary>
    /// <exception cref="RuleException">C14 to C18: a tensor has not the problem's size, or is too large.</exception>
    public CaseData(ConvolutionProblem problem, T[] input, T[] weight, T[] bias, bool isExact)
    {
        (Problem, Input, Weight, Bias, IsExact) = (problem, input, weight, bias, isExact);
        Expected = ExactOracle.Evaluate<T>(problem, input, weight, bias);
    }

    private CaseData(ConvolutionProblem problem, T[] input, T[] weight, T[] bias, bool isExact, int[] sample, ulong seed)
    {
        (Problem, Input, Weight, Bias, IsExact, Sample) = (problem, input, weight, bias, isExact, sample);
        Expected = ExactOracle.EvaluateAt<T>(problem, input, weight, bias, sample);
        if (isExact) Checksum = ChannelChecksum.Of(problem, input, weight, bias, new SplitMix64(SplitMix64.Mix(seed, ChecksumSalt)).Next);
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

    /// <summary>The oracle's results: of all elements, or of those of <see cref="Sample"/>.</summary>
    public OracleResult<T> Expected { get; }

    /// <summary>The places in Y: [N, C_out, o…] of the elements that the oracle evaluated; null where it evaluated all.</summary>
    public IReadOnlyList<int>? Sample { get; }

    /// <summary>What every element of a sampled exact case is held to.</summary>
    public ChannelChecksum? Checksum { get; }

    /// <summary>The place in Y of an element of <see cref="Expected"/>.</summary>
    public int PlaceOf(int index) => Sample?[index] ?? index;

    /// <summary>Draws the tensors of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="fill">Exact or real.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="most">Of a larger output the oracle evaluates so many elements only; an exact case then has a checksum.</param>
    /// <exception cref="RuleException">C18: a tensor is too large; C19: the type has no exact fill for it.</exception>
    public static CaseData<T> Draw(ConvolutionProblem problem, FillKind fill, ulong seed, int most = int.MaxValue)
    {
        var (_, x, w, b) = Numbers(problem, fill, seed);
        return problem.OutputCount <= most || problem.OutputCount > Array.MaxLength
            ? new CaseData<T>(problem, x, w, b, fill == FillKind.Exact)
            : new CaseData<T>(problem, x, w, b, fill == FillKind.Exact, OutputSample.Draw(problem, most, SplitMix64.Mix(seed, SampleSalt)), seed);
    }

    /// <summary>The tensors alone, without what the result must be.</summary>
    /// <inheritdoc cref="Draw" path="/exception"/>
    internal static Operands<T> Numbers(ConvolutionProblem problem, FillKind fill, ulong seed)
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
        T[] x = Fill(problem.InputCount, "input"), w = Fill(problem.WeightCount, "weight"), b = Fill(problem.BiasCount, "bias");
        return new Operands<T>(problem, x, w, b);

        T[] Fill(long count, string tensor)
        {
            T[] values = TensorShapes.Allocate<T>(count, tensor);
            for (int i = 0; i < values.Length; i++) values[i] = next();
            return values;
        }
    }
}
