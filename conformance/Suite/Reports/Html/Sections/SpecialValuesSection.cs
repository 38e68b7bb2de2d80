namespace Conformance.Suite.Reports;

/// <summary>What each engine does with NaN, infinities, subnormals and overflow; engines that do alike share a row.</summary>
internal sealed class SpecialValuesSection : IReportSection
{
    public string Id => "special";

    public string Title => "Special values";

    public string? Render(RunReport report) => report.SpecialValues.Count == 0 ? null
        : "<p>The rules are those of SPEC.md. A fast algorithm mixes the elements of a tile, and so may do as it likes. ✗ does otherwise; "
            + "⚠ does not do the same with every number of channels and of threads.</p>\n"
            + Html.Table(["given", "level", "rule", "engines do", "engines"], report.SpecialValues
                .GroupBy(value => (value.Probe, value.Level, value.Expected, value.Observed, value.IsConsistent, value.Keeps))
                .GroupBy(group => group.Key.Probe).SelectMany(probe => probe.OrderBy(group => group.Key.Keeps).ThenBy(group => group.Key.Level))
                .Select(group => new[]
                {
                    Html.Text(group.Key.Probe), group.Key.Level.ToString().ToLowerInvariant(), Html.Text(group.Key.Expected),
                    $"{Sign(group.Key.Keeps, group.Key.IsConsistent)} {Html.Text(group.Key.Observed)}",
                    string.Join(", ", group.Select(value => Html.Engine(value.Engine))),
                }));

    private static string Sign(bool keeps, bool isConsistent) =>
        keeps ? "<span class=\"sign good\">✓</span>" : isConsistent ? "<span class=\"sign bad\">✗</span>" : "<span class=\"sign bad\">⚠</span>";
}
