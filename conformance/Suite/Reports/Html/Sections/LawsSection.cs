namespace Conformance.Suite.Reports;

/// <summary>How each engine stands with each family of laws, and every broken law with the line that replays it.</summary>
internal sealed class LawsSection : IReportSection
{
    public string Id => "laws";

    public string Title => "Laws";

    public string? Render(RunReport report)
    {
        if (report.Laws.Count == 0) return null;
        string[] families = [.. report.Laws.Select(law => law.Family).Distinct()];
        string table = Html.Table(["engine", "type", .. families.Select(family => $"#{Html.Text(family)}")], report.Laws.GroupBy(law => (law.Engine, law.Type)).Select(engine =>
            new[] { Html.Engine(engine.Key.Engine), Html.Name(engine.Key.Type) }.Concat(families.Select(family => Cell([.. engine.Where(law => law.Family == family)]))).ToArray()));
        LawUse[] broken = [.. report.Laws.Where(law => law.Broken > 0)];
        string list = broken.Length == 0 ? "" : Html.Table(["engine", "broken law", "what is wrong", "replay"], broken.Select(law => new[]
        {
            Html.Engine(law.Engine), Html.Text(law.Law.Replace('_', ' ')), Html.Text(law.Reason ?? ""),
            Html.Copyable($"replay {Shell.Quote(law.Line ?? "")} --law {law.Law} --engine {Shell.Quote(law.Engine)}"),
        }));
        return "<p>A law says how outputs relate, and needs no expected value: laws that hold, of those that speak of the problems drawn, and how often they were checked.</p>\n" + table + list;
    }

    private static string Cell(LawUse[] laws)
    {
        int asked = laws.Count(law => law.Checks > 0), broken = laws.Count(law => law.Broken > 0);
        return asked == 0 ? "–" : $"{(broken > 0 ? $"<span class=\"sign bad\">✗</span> {broken} broken, " : "")}{asked - broken} of {asked} · {laws.Sum(law => law.Checks)}";
    }
}
