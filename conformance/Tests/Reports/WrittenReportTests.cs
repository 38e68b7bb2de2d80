using System.Text.RegularExpressions;
using Conformance.Suite.Reports;

namespace Conformance.Tests;

/// <summary>Every form of a report, word for word.</summary>
public partial class WrittenReportTests
{
    public static TheoryData<string> Names => [.. Forms.Keys];

    private static Dictionary<string, Func<string>> Forms { get; } = new()
    {
        ["report.html"] = () => WithoutAssets(HtmlReport.Render(FullReport.After)),
        ["report.md"] = () => MarkdownReport.Render(FullReport.After),
        ["report.xml"] = () => JUnitReport.Render(FullReport.After),
        ["report.json"] = () => FullReport.After.ToJson(),
        ["empty.html"] = () => WithoutAssets(HtmlReport.Render(FullReport.Empty)),
        ["known.html"] = () => WithoutAssets(HtmlReport.Render(FullReport.Known)),
        ["right.html"] = () => WithoutAssets(HtmlReport.Render(FullReport.Right)),
        ["right.md"] = () => MarkdownReport.Render(FullReport.Right),
        ["changes.html"] = () => WithoutAssets(HtmlChanges.Render(new ReportChanges(FullReport.Before, FullReport.After))),
        ["changes.md"] = () => MarkdownChanges.Render(new ReportChanges(FullReport.Before, FullReport.After)),
        ["unchanged.html"] = () => WithoutAssets(HtmlChanges.Render(new ReportChanges(FullReport.Right, FullReport.Right))),
        ["badges.txt"] = () => BadgeReport.Render(FullReport.After) + BadgeReport.Render(FullReport.Right) + BadgeReport.Render(FullReport.Right with { Results = [] }),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_is_the_one_that_is_written_down(string name) => Golden.Check(name, Forms[name]());

    /// <summary>The style and the script of the page are files of their own.</summary>
    private static string WithoutAssets(string page)
    {
        string style = Style().Match(page).Value, script = Script().Match(page).Value;
        Assert.Contains(".tile", style);
        Assert.Contains("addEventListener", script);
        return page.Replace(style, "<style>…</style>").Replace(script, "<script>…</script>");
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
