using System.Net;
using System.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>The report as one HTML page that needs nothing else: the matrix, what was not run, every failure.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
        body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
        .wide { overflow-x: auto }
        table { border-collapse: collapse }
        th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #8884; white-space: nowrap }
        th:first-child, td:first-child { text-align: left }
        .passed { background: #0072b222 } .failed { background: #d55e0066; font-weight: bold } .none { color: #888 }
        code { overflow-wrap: anywhere }
        """;

    /// <summary>Renders a report.</summary>
    public static string Render(RunReport report)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>Convolution conformance</title>\n"
            + $"<style>\n{Style}\n</style></head><body>\n<h1>Convolution conformance</h1>\n");
        page.Append($"<p>{report.Results.Count} verdicts, {report.Failures.Count()} failures. ");
        page.AppendJoin("; ", report.Settings.Select(s => $"{Text(s.Key)} {Text(s.Value)}")).Append(".</p>\n");
        AppendMatrix(page, new Matrix(report.Results));
        AppendKernels(page, report.Kernels);
        AppendAbsent(page, report.Absent);
        AppendFailures(page, report.Failures);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AppendMatrix(StringBuilder page, Matrix matrix)
    {
        page.Append("<h2>Engines and features</h2>\n<div class=\"wide\"><table><tr><th>cases</th>");
        foreach (string engine in matrix.Engines) page.Append($"<th>{Text(engine)}</th>");
        page.Append("</tr>\n");
        foreach (string feature in matrix.Features)
        {
            page.Append($"<tr><td>{Text(feature)}</td>");
            foreach (string engine in matrix.Engines) page.Append(Cell(matrix[engine, feature]));
            page.Append("</tr>\n");
        }
        page.Append("</table></div>\n<p>Passed of all; ✗ failed, u unsupported, k known failure, ? suspect.</p>\n");
    }

    private static string Cell(Tally tally)
    {
        if (tally.Total == 0) return "<td class=\"none\">–</td>";
        string text = $"{tally.Passed}/{tally.Total}"
            + (tally.Failed > 0 ? $" ✗{tally.Failed}" : "")
            + (tally.Unsupported > 0 ? $" u{tally.Unsupported}" : "")
            + (tally.Known > 0 ? $" k{tally.Known}" : "")
            + (tally.Suspect > 0 ? $" ?{tally.Suspect}" : "");
        string kind = tally.Failed > 0 ? "failed" : tally.Passed > 0 ? "passed" : "none";
        return $"<td class=\"{kind}\">{text}</td>";
    }

    private static void AppendKernels(StringBuilder page, IReadOnlyList<KernelUse> kernels)
    {
        if (kernels.Count == 0) return;
        page.Append("<h2>Kernels that ran</h2>\n<p>Error / bound: on real data, the largest error of a case over its largest componentwise bound; at most 1 where that bound is kept.</p>\n<div class=\"wide\"><table><tr><th>engine</th><th>kernel</th><th>cases</th><th>error / bound</th></tr>\n");
        foreach (KernelUse use in kernels)
            page.Append($"<tr><td>{Text(use.Engine)} {use.Type.ToString().ToLowerInvariant()}</td><td>{Text(use.Kernel)}</td><td>{use.Cases}</td><td>{use.NormwiseError:G2}</td></tr>\n");
        page.Append("</table></div>\n");
    }

    private static void AppendAbsent(StringBuilder page, IReadOnlyList<AbsentEngine> absent)
    {
        if (absent.Count == 0) return;
        page.Append("<h2>Not run</h2>\n<ul>\n");
        foreach (AbsentEngine engine in absent)
            page.Append($"<li>{Text(engine.Name)}: {Text(engine.Reason)}; install with <code>{Text(engine.Install)}</code></li>\n");
        page.Append("</ul>\n");
    }

    private static void AppendFailures(StringBuilder page, IEnumerable<CaseResult> failures)
    {
        page.Append("<h2>Failures</h2>\n");
        int count = 0;
        foreach (CaseResult failure in failures)
        {
            count++;
            page.Append($"<details><summary>{Text(failure.Engine)}: {failure.Verdict.Kind}: <code>{Text(failure.Case)}</code></summary>"
                + $"<p>{Text(failure.Verdict.Reason)}</p><p><code>replay \"{Text(failure.Case)}\" --engine {Text(failure.Engine)}</code></p></details>\n");
        }
        if (count == 0) page.Append("<p>None.</p>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
