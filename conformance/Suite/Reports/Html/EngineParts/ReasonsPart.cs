using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>Why an engine does not compute cases, and which failures of it are known.</summary>
internal sealed class ReasonsPart : IEnginePart
{
    private const int MostReasons = 12;

    public string? Render(RunReport report, string engine, IReadOnlyList<CaseResult> results)
    {
        // A known failure's reason ends with what was seen in brackets, which differs from case to case.
        var reasons = results.Where(result => result.Verdict.Kind is VerdictKind.Unsupported or VerdictKind.KnownFailure or VerdictKind.Suspect)
            .GroupBy(result => (result.Verdict.Kind, Reason: result.Verdict.Kind == VerdictKind.KnownFailure ? result.Verdict.Reason.Split(" (")[0] : result.Verdict.Reason))
            .OrderBy(group => group.Key.Kind).ThenByDescending(group => group.Count()).ToList();
        if (reasons.Count == 0) return null;
        string list = string.Concat(reasons.Take(MostReasons).Select(group => $"<li>{Html.Badge(group.Key.Kind)} {group.Count()} × {Html.Text(group.Key.Reason)}</li>\n"));
        string more = reasons.Count > MostReasons ? $"<li>and {reasons.Count - MostReasons} more reasons; see the cases</li>\n" : "";
        return $"<ul class=\"reasons\">\n{list}{more}</ul>\n";
    }
}
