namespace Conformance.Suite.Reports;

/// <summary>The answer in one line, and the counts.</summary>
internal sealed class SummarySection : IReportSection
{
    public string Id => "summary";

    public string Title => "";

    public string Render(RunReport report)
    {
        var failures = report.Failures.ToList();
        int brokenLaws = report.Laws.Count(law => law.Broken > 0);
        int engines = report.Results.Select(result => result.Engine).Distinct().Count();
        int wrong = failures.Select(failure => failure.Engine).Concat(report.Laws.Where(law => law.Broken > 0).Select(law => law.Engine)).Distinct().Count();
        string answer = !report.HasFailures
            ? $"<p class=\"answer good\"><span class=\"sign\">✓</span> No failure in {Count(engines, "engine")}</p>"
            : $"<p class=\"answer bad\"><span class=\"sign\">✗</span> {wrong} of {Count(engines, "engine")} wrong</p>";
        if (report.IsPartial) answer += "\n<p class=\"answer bad\"><span class=\"sign\">⚠</span> Interrupted: this report is partial</p>";
        string tiles = string.Concat(report.Results.GroupBy(result => VerdictSign.Of(result.Verdict.Kind)).OrderBy(group => Order(group.Key.Style))
            .Select(group => $"<a class=\"tile {group.Key.Style}\" href=\"{Html.Filter(verdict: group.Key.Words)}\"><b>{group.Count():N0}</b>{group.Key.Sign} {Html.Text(group.Key.Words)}</a>"));
        if (report.Laws.Count > 0)
        {
            string laws = brokenLaws > 0 ? $"<b>{brokenLaws}</b>✗ laws broken" : $"<b>{report.Laws.Select(law => law.Law).Distinct().Count()}</b>✓ laws hold";
            tiles += $"<span class=\"tile {(brokenLaws > 0 ? "bad" : "good")}\">{laws}</span>";
        }
        string settings = string.Join(" · ", report.Settings.Select(setting => $"{Html.Text(setting.Key)} <b>{Html.Text(setting.Value)}</b>"));
        string miss = report.Settings.TryGetValue("miss", out string? level)
            ? $" The exact fills of a case together miss a wrong polynomial of degree 2 or less with probability below {Html.Text(level)}." : "";
        return $"{answer}\n<div class=\"tiles\">{tiles}</div>\n<p class=\"faint\">{report.Results.Count:N0} verdicts · {settings}.{miss}</p>\n";
    }

    private static int Order(string style) => Array.IndexOf(["bad", "good", "known", "open", "none"], style);

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
