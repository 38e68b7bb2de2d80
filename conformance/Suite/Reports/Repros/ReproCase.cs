using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>What is needed to run a failure again elsewhere: the shrunk case where there is one.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Verdict">What came of it.</param>
public sealed record ReproCase(string Engine, ElementType Type, ConvolutionProblem Problem, Verdict Verdict)
{
    /// <summary>Fewer numbers than this are written out.</summary>
    private const int MostNumbers = 200;

    /// <summary>How the numbers are drawn.</summary>
    public FillKind Fill { get; private init; } = FillKind.Exact;

    /// <summary>The seed of what is drawn.</summary>
    public ulong Seed { get; private init; } = 1;

    /// <summary>X, W and b written out; null where they are drawn.</summary>
    public (IReadOnlyList<double> Input, IReadOnlyList<double> Weight, IReadOnlyList<double> Bias)? Numbers { get; private init; }

    /// <summary>Whether partial sums are exact, so that results are compared bit for bit.</summary>
    public bool IsExact => Fill == FillKind.Exact;

    /// <summary>Whether the numbers are those of the case: those of a case from outside are not in the report, and others are drawn.</summary>
    public bool HasOwnNumbers { get; private init; } = true;

    /// <summary>The line that replays it; a hand-worked case only by its problem.</summary>
    public string Line { get; private init; } = "";

    /// <summary>Of a result.</summary>
    /// <exception cref="ProblemFormatException">The result's case is no line, as in a report that somebody edited.</exception>
    public static ReproCase Of(CaseResult result)
    {
        ProblemLine line = ProblemLine.Parse(result.Shrunk?.Line ?? LineOf(result.Case));
        var repro = new ReproCase(result.Engine, result.Type, line.Problem, result.Shrunk?.Verdict ?? result.Verdict)
        {
            Line = line.ToString(),
            Fill = line.Fill ?? FillKind.Exact,
            Seed = line.Fill is null ? 1 : line.Seed,
        };
        if (result.Shrunk is { Input: { } input, Weight: { } weight, Bias: { } bias }) return repro with { Numbers = (input, weight, bias) };
        WorkedCase? worked = result.Shrunk is null && line.Fill is null
            ? CaseFiles.WorkedCases().FirstOrDefault(c => c.Describe(result.Type) == result.Case) : null;
        return worked is not null ? repro with { Numbers = (worked.Input, worked.Weight, worked.Bias) } : (repro with { HasOwnNumbers = line.Fill is not null }).WithNumbersDrawn();
    }

    /// <summary>The line of a case without the title of a hand-worked one.</summary>
    public static string LineOf(string text) => text.IndexOf(" (", StringComparison.Ordinal) is > 0 and var title && text.EndsWith(')') ? text[..title] : text;

    /// <summary>Few numbers are written out: whoever reads them sees the case.</summary>
    private ReproCase WithNumbersDrawn()
    {
        if (Problem.InputCount + Problem.WeightCount + Problem.BiasCount > MostNumbers) return this;
        // So few terms always have an exact fill.
        return Type switch { ElementType.F16 => Draw<Half>(), ElementType.F64 => Draw<double>(), _ => Draw<float>() };

        ReproCase Draw<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var data = CaseData<T>.Draw(Problem, Fill, Seed);
            return this with { Numbers = (Doubles(data.Input), Doubles(data.Weight), Doubles(data.Bias)) };
        }

        static double[] Doubles<T>(T[] values) where T : System.Numerics.INumberBase<T> => [.. values.Select(double.CreateChecked)];
    }
}
