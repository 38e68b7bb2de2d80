using System.Text;

namespace Conformance.Suite.Reports;

/// <summary>Engines × features, a table for each element type, one of which is shown; it needs no script.</summary>
internal sealed class MatrixSection : IReportSection
{
    public string Id => "matrix";

    public string Title => "Engines and features";

    public string? Render(RunReport report)
    {
        var types = report.Results.Select(result => result.Type).Distinct().Order().ToList();
        if (types.Count == 0) return null;
        // Most of what is used is float.
        int shown = Math.Max(0, types.IndexOf(Spec.ElementType.F32));
        var page = new StringBuilder("<div class=\"tabs\">");
        for (int i = 0; i < types.Count; i++)
            page.Append($"<label><input type=\"radio\" name=\"type\" value=\"{i}\"{(i == shown ? " checked" : "")}>{Html.Name(types[i])}</label>");
        foreach (Spec.ElementType type in types) page.Append($"\n<div class=\"tab\">{Grid(new Matrix(report.Results.Where(result => result.Type == type)), type)}</div>");
        return page.Append("</div>\n<p class=\"legend\"><span class=\"cell good\">✓ 30</span> passed all <span class=\"cell part\">✓ 21</span> passed all but "
            + "<small>–13</small> unsupported, <small>k</small> known failures, <small>?</small> suspect <span class=\"cell bad\">✗ 2</span> failed "
            + "<span class=\"cell none\">–</span> unsupported. A cell leads to its cases.</p>\n").ToString();
    }

    private static string Grid(Matrix matrix, Spec.ElementType type)
    {
        string name = Html.Name(type);
        var table = new StringBuilder($"<div class=\"wide\"><table class=\"matrix\"><thead><tr><th>{name}</th><th class=\"turned\"><span>all</span></th>");
        foreach (string feature in matrix.Features) table.Append($"<th class=\"turned\"><span>{Html.Text(feature)}</span></th>");
        table.Append("</tr></thead><tbody>\n");
        foreach (string row in matrix.Engines)
        {
            string engine = row[..^(name.Length + 1)];
            table.Append($"<tr><th><a href=\"#engine-{Html.Id(engine)}\">{Html.Engine(engine)}</a></th>{Cell(matrix.Total(row), Html.Filter(engine, type))}");
            foreach (string feature in matrix.Features) table.Append(Cell(matrix[row, feature], Html.Filter(engine, type, feature)));
            table.Append("</tr>\n");
        }
        return table.Append("</tbody></table></div>").ToString();
    }

    private static string Cell(Tally tally, string link)
    {
        if (tally.Total == 0) return "<td></td>";
        string rest = (tally.Unsupported > 0 && tally.Unsupported < tally.Total ? $" –{tally.Unsupported}" : "")
            + (tally.Known > 0 ? $" k{tally.Known}" : "") + (tally.Suspect > 0 ? $" ?{tally.Suspect}" : "");
        string style = tally.Failed > 0 ? "bad" : tally.Passed == tally.Total ? "good" : tally.Passed + tally.Known + tally.Suspect > 0 ? "part" : "none";
        string main = tally.Failed > 0 ? $"✗ {tally.Failed}" : tally.Passed > 0 ? $"✓ {tally.Passed}" : style == "none" ? "–" : "";
        if (tally.Failed > 0 && tally.Passed > 0) rest = $" ✓{tally.Passed}{rest}";
        string title = $"{tally.Passed} passed, {tally.Failed} failed, {tally.Unsupported} unsupported, {tally.Known} known, {tally.Suspect} suspect";
        return $"<td><a class=\"cell {style}\" href=\"{link}\" title=\"{title}\">{main}{(rest.Length > 0 ? $"<small>{rest}</small>" : "")}</a></td>";
    }
}
