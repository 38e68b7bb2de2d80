using System.Globalization;
using Conformance.Faults;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Kills;

/// <summary>The kill matrix as one HTML page: faults and what kills them, laws and problems and what they kill.</summary>
public static class FaultHtml
{
    /// <summary>Cases that are told one by one; the others are counted.</summary>
    private const int MostCases = 5;

    /// <summary>The page.</summary>
    public static string Write(KillMatrix matrix) => HtmlPage.Write("Seeded faults and what kills them",
    [
        ("summary", "", Summary(matrix)),
        ("classes", "Classes, and the least that shows them", ByClass(matrix)),
        ("faults", "Faults", Faults(matrix)),
        ("laws", "Laws", Html.Table(["law", "#faults", "which"], matrix.Laws.OrderByDescending(law => law.Value.Count)
            .Select(law => new[] { Html.Text(law.Key.Replace('_', ' ')), $"{law.Value.Count}", Links(law.Value) }))),
        ("problems", "Problems", Html.Table(["problem", "#faults", "which"], matrix.Problems.OrderByDescending(problem => problem.Value.Count)
            .Select(problem => new[] { $"<code>{Html.Text(problem.Key)}</code>", $"{problem.Value.Count}", Links(problem.Value) }))),
        ("waiting", "Faults that wait", Html.Table(["fault", "what goes wrong", "source", "waits for"], WaitingFault.All
            .Select(fault => new[] { Html.Text(fault.Id), Html.Text(fault.Sentence), Html.Text(fault.Source), Html.Text(fault.WaitsFor) }))),
    ]);

    private static string Summary(KillMatrix matrix)
    {
        int survivors = matrix.Survivors.Count(), once = matrix.FoundOnce.Count();
        return $"<p><b>{(survivors == 0 ? "✓" : "✗")} {matrix.Faults.Count - survivors} of {matrix.Faults.Count} seeded faults are found</b>, {(once == 0 ? "each" : $"all but {once}")} in two ways at least. "
            + string.Create(CultureInfo.InvariantCulture, $"The median number of cases until the first kill is {matrix.MedianCases:0.#} of {matrix.CaseCount}, in f32; the slowest takes {matrix.Faults.Max(f => f.Seconds):F2} s.</p>\n");
    }

    /// <summary>How many faults of each class need what; a column for each need.</summary>
    private static string ByClass(KillMatrix matrix)
    {
        Need[] needs = [.. matrix.Faults.Select(fault => fault.Need).Distinct().Order()];
        return Html.Table(["class", "#faults", .. needs.Select(need => $"#{Html.Text(FaultPage.Describe(need))}")], matrix.Faults.GroupBy(fault => fault.Class)
            .Select(of => (string[])[Html.Text(of.Key), $"{of.Count()}", .. needs.Select(need => of.Count(fault => fault.Need == need) is > 0 and var n ? $"{n}" : "")]));
    }

    private static string Faults(KillMatrix matrix) => string.Concat(matrix.Faults.Select(kills =>
    {
        SeededFault fault = kills.Fault;
        string cases = string.Concat(kills.Cases.Take(MostCases).Select(line => $"<li><code>{Html.Text(line)}</code></li>\n"));
        string more = kills.Cases.Count > MostCases ? $"<li>and {kills.Cases.Count - MostCases} more cases</li>\n" : "";
        string laws = string.Concat(kills.Laws.Select(law => $"<li>{Html.Text(law.Replace('_', ' '))}</li>\n")), special = string.Concat(kills.SpecialValues.Select(value => $"<li>{Html.Text(value)}</li>\n"));
        return $"<details id=\"fault-{Html.Id(fault.Id)}\"><summary><b>{Html.Text(fault.Id)}</b> <span class=\"faint\">{Html.Text(fault.Class)} · {Html.Text(fault.Source)}</span> "
            + $"{Html.Text(fault.Sentence)}: {kills.Cases.Count} cases on {kills.Problems} problems, {kills.Laws.Count} laws; first after {kills.CasesToFirstKill?.ToString(CultureInfo.InvariantCulture) ?? "no"} cases</summary>\n"
            + $"<div class=\"body\"><p>Smallest problem: <code>{Html.Text(fault.Smallest)}</code>. Needs {Html.Text(FaultPage.Describe(kills.Need))}.</p>\n<ul>\n{cases}{more}{laws}{special}</ul></div></details>\n";
    }));

    private static string Links(IReadOnlyList<string> faults) =>
        string.Join(", ", faults.Select(id => $"<a href=\"#fault-{Html.Id(id)}\">{Html.Text(id)}</a>"));
}
