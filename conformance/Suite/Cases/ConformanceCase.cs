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

/// <summary>A case too large for the oracle to evaluate every element: it evaluates some, and where the fill is exact every
/// element is held to checksums.</summary>
/// <param name="Feature">The group.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Fill">Exact or real.</param>
/// <param name="Seed">The seed.</param>
public sealed record LargeCase(string Feature, ConvolutionProblem Problem, FillKind Fill, ulong Seed)
    : ConformanceCase(Feature, Problem)
{
    /// <summary>How many elements the oracle evaluates.</summary>
    public const int Sample = 1024;

    /// <summary>From so many multiply-adds on a case is large: the oracle takes about 10 ns for each.</summary>
    public const long From = 1 << 22;

    /// <inheritdoc/>
    public override string Describe(ElementType type) => new ProblemLine(Problem, type, Fill, Seed).ToString();

    /// <inheritdoc/>
    public override CaseData<T> Materialise<T>()
    {
        // Tensors of hundreds of megabytes: left to itself the collector lets those of many cases pile up.
        GC.Collect();
        return CaseData<T>.Draw(Problem, Fill, Seed, Sample);
    }
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
        var data = new CaseData<T>(Problem, Converted.To<T>(Input), Converted.To<T>(Weight), Converted.To<T>(Bias), isExact: true);
        return data.Expected.Values.SequenceEqual(Converted.To<T>(Output))
            ? data
            : throw new InvalidDataException($"{Title}: the written output is not what the oracle finds");
    }
}

/// <summary>A case whose tensors come from outside, judged within the error bound.</summary>
/// <param name="Feature">The group.</param>
/// <param name="Title">Where it comes from.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
public sealed record GivenCase(
    string Feature, string Title, ConvolutionProblem Problem, double[] Input, double[] Weight, double[] Bias)
    : ConformanceCase(Feature, Problem)
{
    /// <inheritdoc/>
    public override string Describe(ElementType type) => new ProblemLine(Problem, type).ToString();

    /// <inheritdoc/>
    public override CaseData<T> Materialise<T>() =>
        new(Problem, Converted.To<T>(Input), Converted.To<T>(Weight), Converted.To<T>(Bias), isExact: false);
}

/// <summary>Numbers in the element type of a case; float and Half lie in double without loss.</summary>
internal static class Converted
{
    public static T[] To<T>(double[] values) where T : INumberBase<T> => [.. values.Select(T.CreateChecked)];
}
