namespace Conformance.Suite.Reports;

/// <summary>Engines that were not run, and the command that installs each.</summary>
internal sealed class AbsentSection : IReportSection
{
    public string Id => "absent";

    public string Title => "Not run";

    public string? Render(RunReport report) => report.Absent.Count == 0 ? null
        : string.Concat(report.Absent.Select(engine => $"<p><b>{Html.Text(engine.Name)}</b>: {Html.Text(engine.Reason)}; install with</p>{Html.Copyable(engine.Install)}\n"));
}
