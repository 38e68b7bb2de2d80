using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The page in a real browser: its script runs, filters and complains of nothing; nothing is wider than a phone.</summary>
[Trait("Tier", "slow")]
public class BrowserTests
{
    private const int Phone = 360, Desk = 1280;

    [ToolFact(Tools.Browser)]
    public void The_address_filters_the_cases()
    {
        RunReport report = FailingReport.Report;
        JsonElement seen = Open(HtmlReport.Render(report), Desk, "#cases?engine=last-column-zeroed&type=f64&verdict=failed");
        int wanted = report.Failures.Count(f => f.Engine == "last-column-zeroed" && f.Type == Spec.ElementType.F64);
        Assert.Equal($"{wanted} verdicts", seen.GetProperty("count").GetString());
        Assert.Equal(wanted, seen.GetProperty("rows").GetInt32());
        Assert.Equal("last-column-zeroed f64 failed", seen.GetProperty("choices").GetString());
        string[] failures = [.. seen.GetProperty("failures").EnumerateArray().Select(f => f.GetString()!)];
        Assert.NotEmpty(failures);
        Assert.All(failures, engine => Assert.Equal("last-column-zeroed f64", engine));
    }

    [ToolFact(Tools.Browser)]
    public void The_search_finds_words_of_cases_and_reasons()
    {
        RunReport report = FailingReport.Report;
        JsonElement seen = Open(HtmlReport.Render(report), Desk, "#cases?q=STRIDES-swapped%20elements%20wrong");
        int wanted = report.Results.Count(r => r.Engine == "strides-swapped" && r.Verdict.Reason.Contains("elements wrong"));
        Assert.StartsWith($"{wanted} verdicts", seen.GetProperty("count").GetString());
        Assert.True(wanted > 0);
    }

    [ToolFact(Tools.Browser)]
    public void A_phone_shows_it_without_scrolling_sideways()
    {
        // Everything unfolded: what is folded takes no room.
        RunReport report = FailingReport.Report;
        string page = HtmlReport.Render(report with { Results = [.. report.Results.Select(WithLongName)] }).Replace("<details ", "<details open ");
        JsonElement seen = Open(page, Phone, "");
        Assert.Equal(Phone, seen.GetProperty("width").GetInt32());
        Assert.True(seen.GetProperty("wide").GetArrayLength() == 0, $"wider than {Phone}: {seen.GetProperty("wide")}");
        Assert.Equal(Phone, seen.GetProperty("scroll").GetInt32());
    }

    [ToolFact(Tools.Browser)]
    public void A_comparison_opens_too()
    {
        RunReport report = FailingReport.Report;
        JsonElement seen = Open(HtmlChanges.Render(new ReportChanges(report with { Results = [] }, report)), Phone, "");
        Assert.Equal(Phone, seen.GetProperty("scroll").GetInt32());
    }

    private static CaseResult WithLongName(CaseResult result) => result.Engine != "strides-swapped" ? result
        : result with { Engine = "some/where/far/away/in/a/folder/Company.Product.Numerics.Convolutions.Experimental.dll:StridesSwapped" };

    /// <summary>Opens a page in a frame of a width, and says what came of it. A window cannot be as narrow as a phone.</summary>
    private static JsonElement Open(string page, int width, string fragment)
    {
        string folder = Directory.CreateTempSubdirectory("browser").FullName, file = Path.Combine(folder, "frame.html");
        File.WriteAllText(Path.Combine(folder, "report.html"), page);
        File.WriteAllText(file, Frame(page, width, fragment));
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", $"--user-data-dir={folder}/profile", "--enable-logging=stderr",
            "--virtual-time-budget=4000", "--window-size=1400,1000", "--dump-dom", new Uri(file).AbsoluteUri,
        ];
        using Process process = Process.Start(new ProcessStartInfo(Tools.Chromium!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.DoesNotContain("CONSOLE", errors.Result);
        Match found = Regex.Match(dom, "<output id=\"seen\">(.*?)</output>", RegexOptions.Singleline);
        Assert.True(found.Success, "the frame said nothing: " + errors.Result);
        try { Directory.Delete(folder, recursive: true); }
        catch (IOException) { /* The browser's helpers may still write there; the system clears its temporary folder. */ }
        return JsonDocument.Parse(System.Net.WebUtility.HtmlDecode(found.Groups[1].Value)).RootElement;
    }

    /// <summary>A document within a document has the origin of the outer one, which so may look into it.</summary>
    private static string Frame(string page, int width, string fragment) => $$"""
        <!doctype html><meta charset="utf-8"><output id="seen"></output>
        <iframe id="frame" style="width:{{width}}px;height:800px;border:0" srcdoc="{{page.Replace("&", "&amp;").Replace("\"", "&quot;")}}"></iframe>
        <script>
        const frame = document.getElementById("frame");
        frame.addEventListener("load", () => {
          const inner = frame.contentWindow, root = inner.document;
          inner.location.hash = {{JsonSerializer.Serialize(fragment)}};
          setTimeout(() => {
            const text = selector => root.querySelector(selector)?.textContent ?? "";
            const scrolls = e => e && e !== root.body && (["auto", "scroll", "hidden"].includes(inner.getComputedStyle(e).overflowX) || scrolls(e.parentElement));
            document.getElementById("seen").textContent = JSON.stringify({
              count: text("#count"), rows: root.querySelectorAll("#rows tr").length,
              choices: [...root.querySelectorAll(".filter select")].map(s => s.value).filter(v => v).join(" "),
              failures: [...root.querySelectorAll("details.failure:not([hidden])")].map(f => `${f.dataset.engine} ${f.dataset.type}`),
              width: inner.innerWidth, scroll: root.documentElement.scrollWidth,
              wide: [...root.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > inner.innerWidth + 1 && !scrolls(e)).slice(0, 5).map(e => e.outerHTML.slice(0, 90)),
            });
          }, 500);
        });
        </script>
        """;
}
