using System.Text;

namespace Conformance.Suite.Reports;

/// <summary>A part of the page. One more is one file in Html/Sections and one line in <see cref="HtmlReport.Sections"/>.</summary>
public interface IReportSection
{
    /// <summary>The anchor of the section: a word of lower-case letters.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>The section as HTML without its heading, all text encoded by <see cref="Html.Text"/>; null where this report has
    /// nothing for it.</summary>
    string? Render(RunReport report);
}

/// <summary>The report as one HTML page that needs nothing else: no network, no second file.</summary>
public static class HtmlReport
{
    /// <summary>The sections, in the order of the page.</summary>
    public static IReadOnlyList<IReportSection> Sections { get; } =
    [
        new SummarySection(),
        new MatrixSection(),
        new FailuresSection(),
        new LawsSection(),
        new SpecialValuesSection(),
        new AccuracySection(),
        new EnginesSection(),
        new CasesSection(),
        new KernelsSection(),
        new AbsentSection(),
    ];

    /// <summary>Renders a report.</summary>
    public static string Render(RunReport report) =>
        HtmlPage.Write("Convolution conformance", [.. Sections.Select(section => (section.Id, section.Title, section.Render(report)))]);
}

/// <summary>The frame of a page: style, script, contents, sections.</summary>
internal static class HtmlPage
{
    // Nothing may be loaded: what a case or an engine is called cannot make the page ask the network.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>A page.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="sections">Id, heading and HTML; those without HTML are left out.</param>
    public static string Write(string title, IReadOnlyList<(string Id, string Title, string? Body)> sections)
    {
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Text(title)}</title>
            <style>
            {Asset("report.css")}</style>
            </head>
            <body>
            <header><h1>{Html.Text(title)}</h1><nav>
            """);
        foreach (var (id, heading, body) in sections)
            if (body is not null && heading.Length > 0) page.Append($"<a href=\"#{id}\">{Html.Text(heading)}</a>");
        page.Append("</nav></header>\n<main>\n");
        foreach (var (id, heading, body) in sections)
        {
            if (body is null) continue;
            page.Append($"<section id=\"{id}\">{(heading.Length > 0 ? $"<h2>{Html.Text(heading)}</h2>" : "")}\n{body}</section>\n");
        }
        return page.Append($"</main>\n<script>\n{Asset("report.js")}</script>\n</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static string Asset(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidDataException($"{name}: not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
