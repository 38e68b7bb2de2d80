using System.Text;

namespace Conformance.Suite.Reports;

/// <summary>Two runs compared, as Markdown for the summary of a CI job.</summary>
public static class MarkdownChanges
{
    private const int MostShown = 20;

    /// <summary>The text.</summary>
    public static string Render(ReportChanges changes)
    {
        var text = new StringBuilder("## Convolution conformance: what changed\n\n| | |\n|---|--:|\n");
        foreach (var (kind, sign, words, _) in ChangeWords.All) text.Append($"| {sign} {words} | {changes.Count(kind):N0} |\n");
        foreach (string setting in changes.SettingsThatDiffer) text.Append($"\nThe runs differ: {Markdown.Text(setting)}.\n");
        foreach (var (kind, _, words, _) in ChangeWords.All.Where(of => ChangeWords.IsTold(of.Kind) && changes.Count(of.Kind) > 0))
        {
            text.Append($"\n### {char.ToUpperInvariant(words[0])}{words[1..]}\n\n");
            foreach (Change change in changes.Of(kind).Take(MostShown))
                text.Append($"- {Markdown.Text(ChangeWords.Line(change))}{(change.Reason.Length > 0 ? $"; {Markdown.Text(change.Reason)}" : "")}\n");
            if (changes.Count(kind) > MostShown) text.Append($"- and {changes.Count(kind) - MostShown:N0} more\n");
        }
        return text.ToString();
    }
}
