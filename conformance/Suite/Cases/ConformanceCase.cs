using System.Numerics;
using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Suite.Cases;

/// <summary>One thing that an engine is asked to compute.</summary>
/// <param name="Feature">The group that it belongs to, such as "dilation".</param>
/// <param name="Problem">What is computed.</param>
public abstract record ConformanceCase(string Feature, ConvolutionProblem Problem)
{
    /// <summary>The case as a line, or a name for data that no line can say.</summary>
    /// <param name="type">The element type that it is computed in.</param>
    public abstract string Describe(ElementType type);

    /// <summary>The tensors, and what the result must be.</summary>
    /// <exception cref="RuleException">The tensors are too large, or the type has no such fill.</exception>
    public abstract CaseData<T> Materialise<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A case whose tensors are drawn at random.</summary>
/// <param name="Feature">The group.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Fill">Exact or real.</param>
/// <param name="Seed">The seed.</param>
public sealed record FilledCase(string Feature, ConvolutionProblem Problem, FillKind Fill, ulong Seed)
    : ConformanceCase(Feature, Problem)
{
    /// <inheritdoc/>
    public override string Describe(ElementType type) => new ProblemLine(Problem, type, Fill, Seed).ToString();

    /// <inheritdoc/>
    public override CaseData<T> Materialise<T>() => CaseData<T>.Draw(Problem, Fill, Seed);
}

/// <summary>A case worked by hand, its numbers written out.</summary>
/// <param name="Feature">The group.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
/// <param name="Output">Y: [N, C_out, o…], as the book prints it.</param>
public sealed record WorkedCase(
    string Feature, string Title, ConvolutionProblem Problem,
    double[] Input, double[] Weight, double[] Bias, double[] Output) : ConformanceCase(Feature, Problem)
{
    /// <inheritdoc/>
    public override string Describe(ElementType type) => $"{new ProblemLine(Problem, type)} ({Title})";

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The oracle does not agree with the written output.</exception>
    public override CaseData<T> Materialise<T>()
    {
        var data = new CaseData<T>(Problem, Convert<T>(Input), Convert<T>(Weight), Convert<T>(Bias), isExact: true);
        return data.Expected.Values.SequenceEqual(Convert<T>(Output))
            ? data
            : throw new InvalidDataException($"{Title}: the written output is not what the oracle finds");
    }

    private static T[] Convert<T>(double[] values) where T : INumberBase<T> => [.. values.Select(T.CreateChecked)];
}
