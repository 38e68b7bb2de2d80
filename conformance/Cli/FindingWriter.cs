using Conformance.Laws;
using Conformance.Spec.Text;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Prints and saves what the fuzzer found.</summary>
internal static class FindingWriter
{
    public static void Print(IAnsiConsole console, Cause cause)
    {
        Finding first = cause.Findings[0];
        console.MarkupLineInterpolated($"[red]{cause.Findings.Count} findings that likely have one cause[/]: {first.Engine} {cause.Name}");
        foreach (Finding finding in cause.Findings)
        {
            console.WriteLine($"    {finding.Law.Name} on {finding.Problem}");
            console.WriteLine($"        {finding.Reason}");
            console.WriteLine($"        replay \"{finding.Line}\" --law {finding.Law.Name} --engine {finding.Engine}");
        }
        console.WriteLine();
        foreach (string line in Snippet.Write(first).TrimEnd().Split('\n')) console.WriteLine($"    {line}");
        console.WriteLine();
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
