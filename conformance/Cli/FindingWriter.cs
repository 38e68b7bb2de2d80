using Conformance.Laws;
using Conformance.Spec.Text;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Prints and saves what the fuzzer found.</summary>
internal static class FindingWriter
{
    private const int MostShown = 5;

    public static void Print(IAnsiConsole console, Cause cause)
    {
        Finding first = cause.Findings[0];
        console.MarkupLineInterpolated($"[red]{cause.Findings.Count} findings that likely have one cause[/]: {first.Engine} {cause.Name}");
        // Lines that are copied must not be broken at the width of the console.
        TextWriter lines = console.Profile.Out.Writer;
        List<Finding> different = [.. cause.Findings.DistinctBy(finding => finding.Law)];
        foreach (Finding finding in different.Take(MostShown))
        {
            lines.WriteLine($"    {finding.Law.Name} on {finding.Problem}");
            lines.WriteLine($"        {finding.Reason}");
            lines.WriteLine($"        replay {Shell.Quote(finding.Line)} --law {finding.Law.Name} --engine {Shell.Quote(finding.Engine)}");
        }
        if (different.Count > MostShown) lines.WriteLine($"    and {different.Count - MostShown} more laws");
        lines.WriteLine();
        foreach (string line in Snippet.Write(first).TrimEnd().Split('\n')) lines.WriteLine($"    {line}");
        lines.WriteLine();
    }

    /// <summary>Appends the smallest problem of each cause, unless the file has it.</summary>
    public static void Save(IAnsiConsole console, IReadOnlyList<Cause> causes, string path)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : "# Problems on which the fuzzer found an engine wrong.\n";
        HashSet<string> known = [.. text.Split('\n').Select(line => line.Split('#')[0].Trim())];
        int saved = 0;
        foreach (Finding finding in causes.Select(cause => cause.Findings[0]))
        {
            string line = new ProblemLine(finding.Problem).ToString();
            if (!known.Add(line)) continue;
            text += $"# {finding.Engine}: {finding.Law.Name}\n{line}\n";
            saved++;
        }
        RunReport.WriteFile(path, text);
        console.MarkupLineInterpolated($"{saved} problems saved: {path}");
    }
}
