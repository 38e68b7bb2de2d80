using System.CommandLine;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The files that a verb writes a report to, each in its form.</summary>
/// <param name="html">The page that is written where the option is not given; null for none.</param>
internal sealed class OutputOptions(string? html = null)
{
    private readonly Option<string?> json = Options.Json();
    private readonly Option<string?> page = Options.Html(html);
    private readonly Option<string?> junit = new("--junit") { Description = "Write the results to this file as JUnit XML." };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write a summary to this file as Markdown, as for the summary of a CI job." };
    private readonly Option<string?> badge = new("--badge") { Description = "Write the result to this file as a badge: JSON for an endpoint of shields.io." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { json, page, junit, markdown, badge }) command.Options.Add(option);
    }

    /// <summary>Writes what was asked for.</summary>
    /// <returns>How many files.</returns>
    public int Save(IAnsiConsole console, ParseResult options, RunReport report) =>
        Write(console, options.GetValue(json), report.ToJson)
        + Write(console, options.GetValue(page), () => HtmlReport.Render(report))
        + Write(console, options.GetValue(junit), () => JUnitReport.Render(report))
        + Write(console, options.GetValue(markdown), () => MarkdownReport.Render(report))
        + Write(console, options.GetValue(badge), () => BadgeReport.Render(report));

    /// <summary>Writes a comparison, which has fewer forms.</summary>
    /// <exception cref="UserException">A form is asked for that it has not.</exception>
    public void Save(IAnsiConsole console, ParseResult options, ReportChanges changes)
    {
        foreach (Option<string?> option in new[] { json, junit, badge })
            if (options.GetValue(option) is { } path) throw new UserException($"{option.Name} {path}: only of one report; of two, --html and --markdown");
        Write(console, options.GetValue(page), () => HtmlChanges.Render(changes));
        Write(console, options.GetValue(markdown), () => MarkdownChanges.Render(changes));
    }

    private static int Write(IAnsiConsole console, string? path, Func<string> render)
    {
        if (path is null) return 0;
        RunReport.WriteFile(path, render());
        console.MarkupLineInterpolated($"wrote {path}");
        return 1;
    }
}
