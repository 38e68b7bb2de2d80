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

    [Fact]
    public void Reasons_that_come_often_stand_first()
    {
        RunReport report = FullReport.Empty with { Results = [.. new[] { 0, 1, 1, 2 }.Select((reason, n) => new CaseResult("naive", ElementType.F32, "basic", $"{n}", new Verdict(VerdictKind.Unsupported, $"reason {reason}")))] };
        Assert.Matches("(?s) 2 × reason 1</li>.* 1 × reason 0</li>.* 1 × reason 2</li>", HtmlReport.Render(report));
    }

    [Fact]
    public void A_broken_law_alone_is_a_failure()
    {
        Assert.False(FullReport.Empty.HasFailures);
        Assert.False((FullReport.Empty with { Laws = [new LawUse("naive", "family", "law", 2, 0)] }).HasFailures);
        Assert.True((FullReport.Empty with { Laws = [new LawUse("naive", "family", "law", 2, 1)] }).HasFailures);
    }

    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("/lib/a<b>.so", "<span title=\"/lib/a&lt;b&gt;.so\">a&lt;b&gt;.so</span>")]
    [InlineData("C:\\lib\\a.dll", "<span title=\"C:\\lib\\a.dll\">a.dll</span>")]
    [InlineData("cmd:/bin/a b/c", "cmd:/bin/a b/c")]
    [InlineData("folder/", "folder/")]
    public void An_engine_is_called_by_its_file(string name, string html) => Assert.Equal(html, Html.Engine(name));

    [Fact]
    public void A_failure_whose_lists_are_empty_has_no_tables_for_them()
    {
        var mismatch = new Mismatch([0], 1, 2, 1, 0, 1, 1);
        CaseResult failure = new("naive", ElementType.F32, "basic", "no line", new Verdict(VerdictKind.Failed, "wrong", mismatch)) { Shrunk = new ShrunkCase("no line", new Verdict(VerdictKind.Failed, "wrong")) { Input = [0.5] } };
        string block = FailureBlock.Render(failure, 0, isOpen: false);
        Assert.DoesNotContain("<th>index", block);
        Assert.Contains("<td>input</td><td><code>0.5</code></td></tr>\n<tr><td>weights</td><td><code></code></td></tr>\n</tbody>", block);
    }

    [Fact]
    public void A_file_takes_the_place_of_another_whole_or_not_at_all()
    {
        string folder = Directory.CreateTempSubdirectory("conformance").FullName, path = Path.Combine(folder, "report");
        RunReport.WriteFile(path, "old");
        RunReport.WriteFile(path, "new");
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder));
        Directory.CreateDirectory($"{path}.unfinished");
        Assert.ThrowsAny<SystemException>(() => RunReport.WriteFile(path, "never"));
        Assert.Equal("new", File.ReadAllText(path));
        Directory.Delete(folder, recursive: true);
    }

    private static RunReport Report(int count, VerdictKind kind) => FullReport.Empty with
    {
        Results = [.. Enumerable.Range(0, count).Select(n => new CaseResult("naive", ElementType.F32, "basic", $"case {n}", kind == VerdictKind.Passed ? Verdict.Passed : new Verdict(kind, "wrong")))],
    };
}
