using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>How one engine did on one group of cases.</summary>
/// <param name="Passed">Cases that passed.</param>
/// <param name="Failed">Cases that show the engine wrong.</param>
/// <param name="Unsupported">Cases that the engine does not compute.</param>
/// <param name="Suspect">Cases that prove nothing.</param>
/// <param name="Known">Failures that are expected.</param>
public readonly record struct Tally(int Passed, int Failed, int Unsupported, int Suspect, int Known)
{
    /// <summary>All cases.</summary>
    public int Total => Passed + Failed + Unsupported + Suspect + Known;

    /// <summary>Adds one verdict.</summary>
    public Tally With(Verdict verdict) => verdict switch
    {
        { IsFailure: true } => this with { Failed = Failed + 1 },
        { Kind: VerdictKind.Unsupported } => this with { Unsupported = Unsupported + 1 },
        { Kind: VerdictKind.Suspect } => this with { Suspect = Suspect + 1 },
        { Kind: VerdictKind.KnownFailure } => this with { Known = Known + 1 },
        _ => this with { Passed = Passed + 1 },
    };

    /// <summary>The sum of two tallies.</summary>
    public static Tally operator +(Tally a, Tally b) => new(
        a.Passed + b.Passed, a.Failed + b.Failed, a.Unsupported + b.Unsupported, a.Suspect + b.Suspect, a.Known + b.Known);
}

/// <summary>Engines against groups of cases.</summary>
public sealed class Matrix
{
    private readonly Dictionary<(string Engine, string Feature), Tally> cells = [];

    /// <summary>Counts results. A row of the matrix is an engine in an element type.</summary>
    public Matrix(IEnumerable<CaseResult> results)
    {
        foreach (CaseResult result in results)
        {
            string engine = $"{result.Engine} {result.Type.ToString().ToLowerInvariant()}";
            if (!Engines.Contains(engine)) Engines.Add(engine);
            if (!Features.Contains(result.Feature)) Features.Add(result.Feature);
            cells[(engine, result.Feature)] = this[engine, result.Feature].With(result.Verdict);
        }
    }

    /// <summary>The rows: engine and element type, in order of appearance.</summary>
    public List<string> Engines { get; } = [];

    /// <summary>The columns, in order of appearance.</summary>
    public List<string> Features { get; } = [];

    /// <summary>A cell; all zero where nothing ran.</summary>
    public Tally this[string engine, string feature] => cells.GetValueOrDefault((engine, feature));

    /// <summary>The sum of a row.</summary>
    public Tally Total(string engine) =>
        Features.Aggregate(default(Tally), (sum, feature) => sum + this[engine, feature]);
}
