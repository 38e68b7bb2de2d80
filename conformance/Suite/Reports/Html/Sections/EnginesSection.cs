using System.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>A piece of an engine's profile. One more is one file in Html/EngineParts and one line in <see cref="EnginesSection.Parts"/>.</summary>
public interface IEnginePart
{
    /// <summary>The piece as HTML; null where this report has nothing for it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="results">The engine's verdicts.</param>
    string? Render(RunReport report, string engine, IReadOnlyList<CaseResult> results);
}

/// <summary>A block for each engine.</summary>
public sealed class EnginesSection : IReportSection
{
    /// <summary>What a block is made of, in order.</summary>
    public static IReadOnlyList<IEnginePart> Parts { get; } = [new TalliesPart(), new AccuracyPart(), new ReasonsPart(), new LawsPart()];

    /// <inheritdoc/>
    public string Id => "engines";

    /// <inheritdoc/>
    public string Title => "Profile of each engine";

    /// <inheritdoc/>
    public string? Render(RunReport report)
    {
        var page = new StringBuilder();
        foreach (var of in report.Results.GroupBy(result => result.Engine))
        {
            CaseResult[] results = [.. of];
            Tally tally = results.Aggregate(default(Tally), (sum, result) => sum.With(result.Verdict));
            page.Append($"<details class=\"engine\" id=\"engine-{Html.Id(of.Key)}\"><summary><b>{Html.Engine(of.Key)}</b>{Bar(tally)}</summary>\n");
            foreach (IEnginePart part in Parts) page.Append(part.Render(report, of.Key, results));
            page.Append("</details>\n");
        }
        return page.Length == 0 ? null : page.ToString();
    }

    /// <summary>The shares of the verdicts as a bar, with their counts in words.</summary>
    private static string Bar(Tally t)
    {
        (int Count, string Style, string Sign, string Words)[] shares =
        [
            (t.Failed, "bad", "✗", "failed"), (t.Passed, "good", "✓", "passed"), (t.Known, "known", "k", "known"),
            (t.Suspect, "open", "?", "suspect"), (t.Unsupported, "none", "–", "unsupported"),
        ];
        string bar = string.Concat(shares.Where(s => s.Count > 0).Select(s => $"<i class=\"{s.Style}\" style=\"flex:{s.Count}\"></i>"));
        string words = string.Join(" ", shares.Where(s => s.Count > 0).Select(s => $"<span>{s.Sign}&nbsp;{s.Count:N0}&nbsp;{s.Words}</span>"));
        return $"<span class=\"bar\" aria-hidden=\"true\">{bar}</span><span class=\"counts\">{words}</span>";
    }
}
