using System.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>The report as Markdown for the summary of a CI job: short, whatever the size of the run.</summary>
public static class MarkdownReport
{
    /// <summary>Failures that are told one by one.</summary>
    private const int MostFailures = 20;

    /// <summary>The text.</summary>
    public static string Render(RunReport report)
    {
        var text = new StringBuilder("## Convolution conformance\n\n");
        List<CaseResult> failures = [.. report.Failures];
        List<LawUse> broken = [.. report.Laws.Where(law => law.Broken > 0)];
        int engines = report.Results.Select(result => result.Engine).Distinct().Count();
        text.Append(report.HasFailures
            ? $"**✗ {failures.Count:N0} failures and {broken.Count} broken laws** among {report.Results.Count:N0} verdicts on {engines} engines.\n\n"
            : $"**✓ No failure** among {report.Results.Count:N0} verdicts on {engines} engines.\n\n");
        text.Append("| engine | type | passed | failed | unsupported | known | suspect |\n|---|---|--:|--:|--:|--:|--:|\n");
        foreach (var of in report.Results.GroupBy(result => (result.Engine, result.Type)))
        {
            Tally t = of.Aggregate(default(Tally), (sum, result) => sum.With(result.Verdict));
            text.Append($"| {Markdown.Text(of.Key.Engine)} | {Html.Name(of.Key.Type)} | {t.Passed} | {(t.Failed > 0 ? $"**✗ {t.Failed}**" : "0")} | {t.Unsupported} | {t.Known} | {t.Suspect} |\n");
        }
        // One of each engine before a second of any.
        var shown = failures.GroupBy(failure => failure.Engine).SelectMany(of => of.OrderBy(f => f.Shrunk is null).Select((failure, place) => (failure, place)))
            .OrderBy(item => item.place).Take(MostFailures).Select(item => item.failure).ToList();
        if (shown.Count > 0) text.Append("\n### Failures\n");
        foreach (EngineDiagnosis diagnosis in report.Diagnoses) text.Append($"\n**{Markdown.Text(diagnosis.Engine)}** {Markdown.Text(diagnosis.ToString())}\n");
        foreach (CaseResult failure in shown)
        {
            text.Append($"\n<details><summary>{VerdictSign.Of(failure.Verdict.Kind).Words}: {Html.Text(failure.Engine)}: <code>{Html.Text(failure.Case)}</code></summary>\n\n")
                .Append(Markdown.Block(FailureText.Of(failure))).Append("\n</details>\n");
        }
        if (failures.Count > shown.Count) text.Append($"\nAnd {failures.Count - shown.Count:N0} more.\n");
        if (broken.Count > 0) text.Append("\n### Broken laws\n\n");
        foreach (LawUse law in broken.Take(MostFailures))
            text.Append($"- {Markdown.Text(law.Engine)}: {Markdown.Text(law.Law.Replace('_', ' '))}: {Markdown.Text(law.Reason ?? "")}\n");
        if (broken.Count > MostFailures) text.Append($"- and {broken.Count - MostFailures} more\n");
        if (report.Absent.Count > 0) text.Append($"\nNot run: {string.Join(", ", report.Absent.Select(engine => Markdown.Text(engine.Name)))}.\n");
        return text.ToString();
    }
}

/// <summary>Words that Markdown leaves as they are.</summary>
internal static class Markdown
{
    /// <summary>Text within a line or a cell of a table.</summary>
    public static string Text(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => c is '|' or '*' or '_' or '`' or '\\' or '[' or ']' ? $"\\{c}" : c is '<' ? "&lt;" : c is '&' ? "&amp;" : $"{c}"));

    /// <summary>Lines as they are; the fence is longer than any within.</summary>
    public static string Block(string text)
    {
        int longest = 2;
        for (int i = 0, run = 0; i < text.Length; i++) longest = Math.Max(longest, run = text[i] == '`' ? run + 1 : 0);
        string fence = new('`', longest + 1);
        return $"{fence}\n{text.TrimEnd('\n')}\n{fence}\n";
    }
}
