using System.Text;

namespace Conformance.Suite.Reports;

/// <summary>Two runs compared, as one HTML page; what fails in the later one is shown in full.</summary>
public static class HtmlChanges
{
    private const int MostShown = 500;

    /// <summary>Renders a comparison.</summary>
    public static string Render(ReportChanges changes)
    {
        var failing = changes.Of(ChangeKind.Broken).Concat(changes.Of(ChangeKind.NewFailure)).Select(change => (change.Engine, change.What)).ToHashSet();
        // The failures that were not there before, with pictures and repros.
        RunReport worse = changes.After with { Results = [.. changes.After.Results.Where(result => failing.Contains((result.Engine, result.Case)))] };
        List<(string, string, string?)> sections = [("summary", "", Summary(changes))];
        foreach (var (kind, sign, words, style) in ChangeWords.All.Where(of => of.Kind != ChangeKind.Same))
            sections.Add((kind.ToString().ToLowerInvariant(), $"{char.ToUpperInvariant(words[0])}{words[1..]}", List(changes, kind, sign, style)));
        if (worse.Results.Count > 0) sections.Add(("failures", "What fails now, in full", new FailuresSection().Render(worse)));
        return HtmlPage.Write("Convolution conformance: what changed", sections);
    }

    private static string Summary(ReportChanges changes)
    {
        string answer = changes.IsWorse
            ? $"<p class=\"answer bad\"><span class=\"sign\">✗</span> {changes.Count(ChangeKind.Broken) + changes.Count(ChangeKind.NewFailure):N0} fail now that did not before</p>"
            : "<p class=\"answer good\"><span class=\"sign\">✓</span> Nothing broke</p>";
        string tiles = string.Concat(ChangeWords.All.Select(of =>
            $"<a class=\"tile {of.Style}\" href=\"#{of.Kind.ToString().ToLowerInvariant()}\"><b>{changes.Count(of.Kind):N0}</b>{of.Sign} {of.Words}</a>"));
        string differ = changes.SettingsThatDiffer.Count == 0 ? "" : $"<p>The runs were asked for different things: {Html.Text(string.Join(", ", changes.SettingsThatDiffer))}.</p>\n";
        return $"{answer}\n<div class=\"tiles\">{tiles}</div>\n{differ}";
    }

    private static string? List(ReportChanges changes, ChangeKind kind, string sign, string style)
    {
        List<Change> all = [.. changes.Of(kind)];
        if (all.Count == 0) return null;
        var page = new StringBuilder("<div class=\"wide\"><table class=\"cases\"><tbody>\n");
        foreach (Change change in all.Take(MostShown))
        {
            page.Append($"<tr><td><span class=\"badge {style}\">{sign} {Html.Text(change.Before ?? "not there")} → {Html.Text(change.After ?? "not there")}</span></td>"
                + $"<td class=\"who\"><b>{Html.Engine(change.Engine)}</b></td><td class=\"what\"><code>{Html.Text(change.What)}</code><div class=\"faint\">{Html.Text(change.Reason)}</div></td></tr>\n");
        }
        page.Append("</tbody></table></div>\n");
        return page.Append(all.Count > MostShown ? $"<p>And {all.Count - MostShown:N0} more.</p>\n" : "").ToString();
    }
}
