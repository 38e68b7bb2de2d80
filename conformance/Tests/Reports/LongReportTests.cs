using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Lists that are cut, at their longest and one longer.</summary>
public class LongReportTests
{
    [Theory]
    [InlineData(20, "")]
    [InlineData(21, "- and 1 more\n")]
    public void Changes_in_Markdown_are_cut_after_20_of_a_kind(int count, string more)
    {
        string text = MarkdownChanges.Render(new ReportChanges(Report(count, VerdictKind.Failed), Report(count, VerdictKind.Passed)));
        Assert.Equal(20, text.Split("\n- naive: ").Length - 1);
        Assert.EndsWith($"failed → passed; wrong\n{more}", text);
        Assert.DoesNotContain("### Broken", text);
    }

    [Theory]
    [InlineData(500, "</table></div>\n</section>")]
    [InlineData(501, "</table></div>\n<p>And 1 more.</p>\n</section>")]
    public void Changes_on_a_page_are_cut_after_500_of_a_kind(int count, string end)
    {
        string page = HtmlChanges.Render(new ReportChanges(Report(count, VerdictKind.Failed), Report(count, VerdictKind.Passed)));
        Assert.Equal(500, page.Split("<tr><td><span class=\"badge good\">").Length - 1);
        Assert.Contains(end, page);
    }

    [Theory]
    [InlineData(20, "")]
    [InlineData(22, "- and 2 more\n")]
    public void Broken_laws_in_Markdown_are_cut_after_20(int count, string more)
    {
        RunReport report = FullReport.Empty with { Laws = [.. Enumerable.Range(0, count).Select(n => new LawUse("naive", "family", $"Law_{n}", 2, 1))] };
        Assert.EndsWith($"- naive: Law 19: \n{more}", MarkdownReport.Render(report));
    }

    [Theory]
    [InlineData(12, "")]
    [InlineData(13, "<li>and 1 more reasons; see the cases</li>\n")]
    public void Reasons_of_an_engine_are_cut_after_12(int count, string more)
    {
        RunReport report = FullReport.Empty with { Results = [.. Enumerable.Range(0, count).Select(n => new CaseResult("naive", ElementType.F32, "basic", $"{n}", new Verdict(VerdictKind.Unsupported, $"reason {n}")))] };
        Assert.Contains($" 1 × reason 11</li>\n{more}</ul>", HtmlReport.Render(report));
    }

    [Theory]
    [InlineData(40_000, false)]
    [InlineData(40_001, true)]
    public void Cases_that_all_pass_are_left_out_of_the_list_beyond_40_000(int count, bool isCut)
    {
        List<CaseResult> results = [.. Report(count, VerdictKind.Passed).Results];
        results[3] = results[3] with { Verdict = new Verdict(VerdictKind.Failed, "wrong") };
        results.Insert(6, results[5] with { Engine = "other", Verdict = new Verdict(VerdictKind.Failed, "wrong") });
        string page = HtmlReport.Render(FullReport.Empty with { Results = results });
        Assert.Equal(isCut, page.Contains($"<p>{count - 2:N0} cases that every engine passed are left out here; the JSON has them.</p>", StringComparison.Ordinal));
        Assert.Equal([true, true, !isCut, !isCut], new[] { 3, 5, 4, 39_999 }.Select(n => page.Contains($"[\"case {n}\",", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_change_of_what_is_gone_and_of_what_is_new()
    {
        Assert.Equal("naive: a: passed → not there", ChangeWords.Line(new Change(ChangeKind.Gone, "naive", "a", "passed", null, "")));
        Assert.Equal("naive: a: not there → passed", ChangeWords.Line(new Change(ChangeKind.New, "naive", "a", null, "passed", "")));
        Assert.Equal([new Change(ChangeKind.New, "naive", "case 0", null, "passed", "")], new ReportChanges(FullReport.Empty, Report(1, VerdictKind.Passed)).All);
        Assert.Equal(("✗", "99", "bad"), VerdictSign.Of((VerdictKind)99) is var sign ? (sign.Sign, sign.Words, sign.Style) : default);
    }

    private static RunReport Report(int count, VerdictKind kind) => FullReport.Empty with
    {
        Results = [.. Enumerable.Range(0, count).Select(n => new CaseResult("naive", ElementType.F32, "basic", $"case {n}", kind == VerdictKind.Passed ? Verdict.Passed : new Verdict(kind, "wrong")))],
    };
}
