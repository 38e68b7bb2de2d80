using System.Text.Json;
using System.Xml.Linq;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>JUnit XML, Markdown, the badge and the page: they count what the report holds, and take any text.</summary>
public class FormatTests
{
    /// <summary>What breaks a format that does not encode: from a plug-in's name, or from garbage that an engine sent.</summary>
    private const string Hostile = "</script><img src=x onerror=alert(1)>|`\u0001\ud800&\"'";

    private static RunReport HostileReport => new(
        new Dictionary<string, string> { [Hostile] = Hostile },
        [new CaseResult(Hostile, ElementType.F32, Hostile, Hostile, new Verdict(VerdictKind.Garbled, Hostile))],
        [new AbsentEngine(Hostile, Hostile, Hostile)])
    { Laws = [new LawUse(Hostile, Hostile, Hostile, 2, 1) { Line = Hostile, Reason = Hostile }] };

    [Fact]
    public void JUnit_counts_every_verdict()
    {
        RunReport report = FailingReport.Report;
        XElement root = XDocument.Parse(JUnitReport.Render(report)).Root!;
        Assert.Equal(report.Results.Count + report.Laws.Count, (int)root.Attribute("tests")!);
        Assert.Equal(report.Failures.Count() + 1, (int)root.Attribute("failures")! + (int)root.Attribute("errors")!);
        Assert.Equal(root.Descendants("testcase").Count(), (int)root.Attribute("tests")!);
        Assert.Equal(root.Descendants("skipped").Count(), (int)root.Attribute("skipped")!);
        Assert.All(root.Descendants("failure").Where(f => (string?)f.Attribute("type") == "failed"), f => Assert.Contains("convcheck replay", f.Value));
    }

    [Fact]
    public void Markdown_is_short_and_tells_each_engine()
    {
        string text = MarkdownReport.Render(FailingReport.Report);
        Assert.InRange(text.Length, 500, 40_000);
        Assert.Contains("| last-column-zeroed | f32 |", text);
        Assert.Contains("wrong: column", text);
        Assert.Contains("And ", text);
    }

    [Fact]
    public void The_badge_says_failed_or_passed_or_that_nothing_passed()
    {
        RunReport report = FailingReport.Report, right = report with { Laws = [], Results = [.. report.Results.Where(r => r.Verdict.Kind == VerdictKind.Passed)] };
        Assert.Equal(("orange", true), Badge(report));
        Assert.Equal(("blue", false), Badge(right));
        Assert.Equal(("lightgrey", false), Badge(right with { Results = [] }));

        static (string?, bool) Badge(RunReport report)
        {
            JsonElement badge = JsonDocument.Parse(BadgeReport.Render(report)).RootElement;
            Assert.Equal(1, badge.GetProperty("schemaVersion").GetInt32());
            return (badge.GetProperty("color").GetString(), badge.GetProperty("message").GetString()!.EndsWith("failed"));
        }
    }

    [Fact]
    public void Hostile_text_is_text_everywhere()
    {
        XDocument.Parse(JUnitReport.Render(HostileReport));
        JsonDocument.Parse(BadgeReport.Render(HostileReport));
        Assert.DoesNotContain("<img", WithoutBlocks(MarkdownReport.Render(HostileReport)));
        string page = HtmlReport.Render(HostileReport);
        Assert.DoesNotContain("<img", page);
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("<img", HtmlChanges.Render(new ReportChanges(HostileReport with { Results = [] }, HostileReport)));
    }

    /// <summary>What stands between fences is text whatever it is.</summary>
    private static string WithoutBlocks(string markdown) => string.Concat(markdown.Split("```").Where((_, place) => place % 2 == 0));

    [Fact]
    public void The_page_asks_for_nothing_and_holds_every_section()
    {
        string page = HtmlReport.Render(FailingReport.Report);
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain(" src=", page);
        Assert.All(HtmlReport.Sections.Where(section => section.Id != "kernels"), section => Assert.Contains($"<section id=\"{section.Id}\">", page));
        Assert.Equal(HtmlReport.Sections.Count, HtmlReport.Sections.Select(section => section.Id).Distinct().Count());
    }

    [Fact]
    public void A_page_of_fifty_thousand_verdicts_stays_small()
    {
        CaseResult[] one = [.. FailingReport.Report.Results.Where(r => r.Verdict.Kind == VerdictKind.Passed && r.Engine == "naive")];
        CaseResult[] many = [.. Enumerable.Range(0, 50_000).Select(i => one[i / 38 % one.Length] with { Engine = $"engine-{i % 38}" })];
        Assert.InRange(HtmlReport.Render(FailingReport.Report with { Results = many }).Length, 50_000, 1_500_000);
    }
}
