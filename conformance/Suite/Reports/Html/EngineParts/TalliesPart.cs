using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>An engine's verdicts by element type.</summary>
internal sealed class TalliesPart : IEnginePart
{
    public string Render(RunReport report, string engine, IReadOnlyList<CaseResult> results) =>
        Html.Table(["type", "#passed", "#failed", "#unsupported", "#known", "#suspect"], results.GroupBy(result => result.Type).OrderBy(of => of.Key).Select(of =>
        {
            Tally t = of.Aggregate(default(Tally), (sum, result) => sum.With(result.Verdict));
            return new[] { $"<a href=\"{Html.Filter(engine, of.Key)}\">{Html.Name(of.Key)}</a>", $"{t.Passed}", $"{t.Failed}", $"{t.Unsupported}", $"{t.Known}", $"{t.Suspect}" };
        }));
}
