using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>The laws that an engine breaks, each with the line that replays it.</summary>
internal sealed class LawsPart : IEnginePart
{
    public string? Render(RunReport report, string engine, IReadOnlyList<CaseResult> results)
    {
        LawUse[] laws = [.. report.Laws.Where(law => law.Engine == engine)], broken = [.. laws.Where(law => law.Broken > 0)];
        if (laws.Length == 0) return null;
        if (broken.Length == 0) return $"<p>✓ {laws.Select(law => law.Law).Distinct().Count()} laws hold, in {laws.Sum(law => law.Checks):N0} checks.</p>\n";
        return string.Concat(broken.Select(law => $"<p><span class=\"badge bad\">✗ broken law</span> {Html.Text(law.Law.Replace('_', ' '))}: {Html.Text(law.Reason ?? "")}</p>"
            + $"{Html.Copyable($"convcheck replay {Shell.Quote(law.Line ?? "")} --law {law.Law} --engine {Shell.Quote(engine)}")}\n"));
    }
}
