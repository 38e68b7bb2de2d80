using System.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>Failures in full: some of each engine, from as many features as there are; the list of cases has all.</summary>
public sealed class FailuresSection : IReportSection
{
    /// <summary>In full, of one engine in one element type, and on the page.</summary>
    private const int MostOfEngine = 8, MostOnPage = 300;

    /// <inheritdoc/>
    public string Id => "failures";

    /// <inheritdoc/>
    public string Title => "Failures";

    /// <inheritdoc/>
    public string Render(RunReport report)
    {
        IReadOnlyList<CaseResult> shown = Shown(report);
        int failures = report.Failures.Count();
        string diagnoses = Diagnoses(report);
        if (shown.Count == 0) return $"<p>None.</p>\n{diagnoses}";
        var page = new StringBuilder(diagnoses).Append(failures == 0 ? "<p>None but known ones.</p>\n" : failures > shown.Count(result => result.Verdict.IsFailure)
            ? $"<p>{shown.Count} of {failures:N0} in full, from as many features of each engine as there are; <a href=\"{Html.Filter(verdict: "failing")}\">the list of cases</a> has all.</p>\n" : "");
        if (shown.Any(result => result.Verdict.Mismatch?.Map is not null)) page.Append(ErrorMapPicture.Legend);
        page.Append("<p class=\"filtered faint\" hidden></p>\n");
        for (int i = 0; i < shown.Count; i++) page.Append(FailureBlock.Render(shown[i], i, isOpen: i == 0 && failures > 0));
        return page.ToString();
    }

    private static string Diagnoses(RunReport report) => report.Diagnoses.Count == 0 ? ""
        : $"<ul class=\"diagnoses\">\n{string.Concat(report.Diagnoses.Select(d => $"<li><b>{Html.Engine(d.Engine)}</b> {Html.WithCode(d.ToString())}</li>\n"))}</ul>\n";

    /// <summary>Those that are shown in full: the shrunk ones first, then the first of each feature, then others.</summary>
    internal static IReadOnlyList<CaseResult> Shown(RunReport report) =>
    [
        .. report.Results.Where(result => result.Verdict.IsFailure || (result.Verdict.Kind == VerdictKind.KnownFailure && result.Verdict.Mismatch is not null))
            .GroupBy(result => (result.Engine, result.Type, result.Verdict.IsFailure))
            .SelectMany(of => of.GroupBy(result => result.Feature)
                .SelectMany(inFeature => inFeature.Select((result, place) => (result, place)))
                .OrderBy(item => item.result.Shrunk is null).ThenBy(item => item.place).Take(of.Key.IsFailure ? MostOfEngine : 1).Select(item => item.result))
            .OrderBy(result => !result.Verdict.IsFailure).Take(MostOnPage),
    ];
}
