using System.Text;
using Conformance.Spec.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>One failure in full: what is wrong and where, the smallest case, how to run it again.</summary>
internal static class FailureBlock
{
    /// <param name="result">A failure, or a known one.</param>
    /// <param name="number">Which of the page's failures it is, from 0.</param>
    /// <param name="isOpen">Whether it is unfolded.</param>
    public static string Render(CaseResult result, int number, bool isOpen)
    {
        Verdict verdict = result.Verdict;
        var page = new StringBuilder($"<details class=\"failure\" id=\"failure-{number}\"{(isOpen ? " open" : "")} data-engine=\"{Html.Text(result.Engine)}\" data-type=\"{Html.Name(result.Type)}\" data-feature=\"{Html.Text(result.Feature)}\" data-verdict=\"{Html.Text(VerdictSign.Of(verdict.Kind).Words)}\">"
            + $"<summary>{Html.Badge(verdict.Kind)} <b>{Html.Engine(result.Engine)}</b> <span class=\"faint\">{Html.Name(result.Type)} · {Html.Text(result.Feature)}</span> <code>{Html.Text(result.Case)}</code>"
            + $"{(verdict.Mismatch?.Map is { } seen ? $" <span class=\"where\">{Html.Text(seen.Where)}</span>" : "")}</summary>\n<div class=\"body\">\n");
        page.Append($"<p class=\"reason\">{Html.Text(verdict.Reason)}</p>\n").Append(Picture(verdict.Mismatch)).Append(Differences(verdict.Mismatch));
        if (result.Shrunk is { } shrunk) page.Append(Shrunk(shrunk));
        page.Append(ReproTabs(result, number));
        return page.Append("</div></details>\n").ToString();
    }

    private static string Shrunk(ShrunkCase shrunk) =>
        $"<h4>The smallest case that fails alike</h4>\n<p><code>{Html.Text(shrunk.Line)}</code></p>\n<p class=\"reason\">{Html.Text(shrunk.Verdict.Reason)}</p>\n"
        + (shrunk.Input is null ? "" : Html.Table(["tensor", "numbers, in row-major order"],
            [["input", Numbers(shrunk.Input)], ["weights", Numbers(shrunk.Weight)], .. shrunk.Bias is { Count: > 0 } bias ? new[] { new[] { "bias", Numbers(bias) } } : []]))
        + Picture(shrunk.Verdict.Mismatch);

    private static string Numbers(IReadOnlyList<double>? values) => $"<code>{string.Join(" ", (values ?? []).Select(v => $"{v}"))}</code>";

    private static string Picture(Mismatch? mismatch) =>
        mismatch is { Total: > 1, Map: { } map } ? $"<p>Wrong: <b>{Html.Text(map.Where)}</b>.</p>\n{ErrorMapPicture.Draw(map)}\n" : "";

    private static string Differences(Mismatch? mismatch) => mismatch is not { First.Count: > 0 } ? "" : Html.Table(
        ["index", "#expected", "#actual", "#error", "#allowed"], mismatch.First.Select(d => new[]
        {
            $"[{string.Join(",\u00A0", d.Index)}]", $"{d.Expected:R}", $"{d.Actual:R}", $"{d.Error:G3}", $"{d.Bound:G3}",
        }));

    private static string ReproTabs(CaseResult result, int number)
    {
        ReproCase repro;
        try { repro = ReproCase.Of(result); }
        catch (ProblemFormatException) { return ""; }
        var tabs = new StringBuilder("<h4>Run it again</h4>\n<div class=\"tabs\">");
        foreach (var (writer, at) in Repros.All.Select((writer, at) => (writer, at)))
            tabs.Append($"<label><input type=\"radio\" name=\"repro-{number}\"{(at == 0 ? " checked" : "")}>{Html.Text(writer.Name)}</label>");
        foreach (IReproWriter writer in Repros.All) tabs.Append($"\n<div class=\"tab\">{Html.Copyable(writer.Write(repro))}</div>");
        return tabs.Append("</div>\n").ToString();
    }
}
