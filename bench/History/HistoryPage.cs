using System.Globalization;
using System.Net;
using System.Text;

namespace Conformance.Bench.History;

/// <summary>Trends as one HTML page that needs nothing else.</summary>
internal static class HistoryPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
        body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem }
        .trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1rem }
        figure { margin: 0 } figcaption { font-weight: 600 } svg { width: 100%; height: auto }
        .changed { color: #d55e00 } .note { opacity: .7 }
        """;

    /// <summary>Renders it.</summary>
    /// <param name="trends">The trends.</param>
    /// <param name="problems">What is to be said of lines that could not be read.</param>
    public static string Render(IReadOnlyList<Trend> trends, IReadOnlyList<string> problems)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + $"<title>Cost of convolutions</title>\n<style>\n{Style}\n</style></head><body>\n<h1>Cost of convolutions</h1>\n"
            + "<p>Cost: a layer's time over that of bare multiply-adds for as many operations, timed beside it; 1 is as fast as arithmetic can be. "
            + "Points are medians, bars go from quartile to quartile, dashed lines are changes (ED-PELT).</p>\n");
        foreach (var machine in trends.GroupBy(trend => (trend.Machine, trend.Kernel)))
        {
            page.Append($"<h2>{Text(machine.Key.Kernel)}</h2>\n<p class=\"note\">{Text(machine.Key.Machine.ToString())}</p>\n<div class=\"trends\">\n");
            foreach (Trend trend in machine) AppendTrend(page, trend);
            page.Append("</div>\n");
        }
        if (problems.Count > 0) page.Append("<h2>Lines that were skipped</h2>\n<ul>\n").AppendJoin("", problems.Select(p => $"<li>{Text(p)}</li>\n")).Append("</ul>\n");
        return page.Append("</body></html>\n").ToString();
    }

    private static void AppendTrend(StringBuilder page, Trend trend)
    {
        string changes = string.Join(", ", trend.Changes.Select(c => string.Create(CultureInfo.InvariantCulture,
            $"{(c.Change > 0 ? "slower" : "faster")} by {100 * Math.Abs(c.Change):F1} % from {Commit(trend.Points[c.First].Run)} on")));
        page.Append($"<figure><figcaption>{Text(trend.Layer)}: {trend.Points[^1].Cost.Ratio.ToString("F2", CultureInfo.InvariantCulture)}"
            + (changes.Length > 0 ? $" <span class=\"changed\">{Text(changes)}</span>" : "") + $"</figcaption>\n{TrendPlot.Svg(trend)}\n</figure>\n");
    }

    /// <summary>A commit, short.</summary>
    public static string Commit(HistoryRecord run) => run.Commit.Length == 0 ? $"{run.When:yyyy-MM-dd HH:mm}" : run.Commit[..Math.Min(run.Commit.Length, 9)];

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
