using System.Text;
using System.Text.Json;

namespace Conformance.Suite.Reports;

/// <summary>Every verdict, to filter and to search: data that the script of the page shows a screen of.</summary>
internal sealed class CasesSection : IReportSection
{
    public string Id => "cases";

    public string Title => "All cases";

    public string? Render(RunReport report)
    {
        if (report.Results.Count == 0) return null;
        var data = new VerdictData(report.Results, FailuresSection.Shown(report));
        string kinds = string.Concat(data.Kinds.Select(kind => Option(VerdictSign.Of(kind).Words)));
        var page = new StringBuilder("<form class=\"filter\" autocomplete=\"off\">");
        page.Append(Choice("engine", string.Concat(report.Results.Select(result => result.Engine).Distinct().Select(Option))));
        page.Append(Choice("type", string.Concat(report.Results.Select(result => result.Type).Distinct().Order().Select(type => Option(Html.Name(type))))));
        page.Append(Choice("feature", string.Concat(data.Features.Select(Option))));
        page.Append(Choice("verdict", Option("failing") + kinds));
        page.Append("<label>search<input name=\"q\" type=\"search\" placeholder=\"words of a case or a reason\"></label><button type=\"reset\">clear</button></form>\n");
        if (data.Omitted > 0) page.Append($"<p>{data.Omitted:N0} cases that every engine passed are left out here; the JSON has them.</p>\n");
        page.Append("<p id=\"count\" role=\"status\"><noscript>The list needs JavaScript; everything above does not.</noscript></p>\n"
            + "<div class=\"wide\"><table class=\"cases\"><tbody id=\"rows\"></tbody></table></div><p><button id=\"more\" type=\"button\" hidden>show more</button></p>\n");
        // The default encoder writes "<" as an escape, so that no text can end the element.
        return page.Append($"<script type=\"application/json\" id=\"verdicts\">{JsonSerializer.Serialize(data, VerdictData.Options)}</script>\n").ToString();
    }

    private static string Option(string value) => $"<option>{Html.Text(value)}</option>";

    private static string Choice(string name, string options) => $"<label>{name}<select name=\"{name}\"><option value=\"\">all</option>{options}</select></label>";
}
