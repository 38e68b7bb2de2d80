using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>A report on the console, and as files.</summary>
internal static class ReportWriter
{
    private const int FailuresShown = 5;

    /// <summary>Characters of the first column of the matrix, and of one for an engine.</summary>
    private const int FeatureWidth = 14, EngineWidth = 14;

    public static void Print(IAnsiConsole console, RunReport report)
    {
        foreach (var ofType in report.Results.GroupBy(result => result.Type))
        {
            var matrix = new Matrix(ofType);
            foreach (string[] engines in matrix.Engines.Chunk(Math.Max(1, (console.Profile.Width - FeatureWidth) / EngineWidth)))
                console.Write(Table(matrix, engines, ofType.Key.ToString().ToLowerInvariant()));
        }
        console.MarkupLine("[grey]Cases passed; [/][red]F[/][grey] failed, u unsupported, [/][yellow]k[/][grey] known failures, [/][yellow]s[/][grey] suspect.[/]");
        if (report.Settings.TryGetValue("miss", out string? miss))
        {
            console.MarkupLineInterpolated(
                $"[grey]The exact fills of a case together miss a wrong polynomial of degree 2 or less with probability below {miss}.[/]");
        }
        if (report.Settings.TryGetValue("skipped shapes", out string? skipped)) console.MarkupLineInterpolated($"[yellow]shapes passed over or changed:[/] {skipped}");
        if (report.Settings.TryGetValue(RunRequest.BadShapes, out string? bad)) console.MarkupLineInterpolated($"[red]lines of shapes that cannot be read:[/] {bad}");
        if (report.Results.Count(result => result.Verdict.Sampled is not null) is > 0 and var sampled)
            console.MarkupLineInterpolated($"[grey]{sampled} passes on large cases rest on a sample of elements against the oracle; in exact fills of componentwise engines every element is held to a checksum too.[/]");
        PrintKernels(console, report.Kernels);
        foreach (AbsentEngine engine in report.Absent)
            console.MarkupLineInterpolated($"[yellow]not run:[/] {engine.Name}: {engine.Reason}; install with: {engine.Install}");
        foreach (var known in report.Results.Where(r => r.Verdict.Kind == VerdictKind.KnownFailure).GroupBy(r => (r.Engine, Reason: r.Verdict.Reason.Split(" (")[0])))
            console.MarkupLineInterpolated($"[yellow]known:[/] {known.Key.Engine}: {known.Key.Reason} ({known.Count()} cases)");
        foreach (var failed in report.Failures.GroupBy(f => (f.Engine, f.Type)))
            PrintFailures(console, failed.Key.Engine, [.. failed]);
        foreach (EngineDiagnosis diagnosis in report.Diagnoses) console.MarkupLineInterpolated($"[yellow]diagnosis[/] {diagnosis.Engine}: {diagnosis}");
        PrintLaws(console, report.Laws);
        SurveyWriter.Print(console, report);
        int failures = report.Failures.Count();
        console.MarkupLineInterpolated(failures == 0
            ? (FormattableString)$"[green]{report.Results.Count} verdicts, no failure.[/]"
            : $"[red]{report.Results.Count} verdicts, {failures} failures.[/]");
    }

    /// <summary>A line for each engine that names its kernels, all element types together.</summary>
    private static void PrintKernels(IAnsiConsole console, IReadOnlyList<KernelUse> kernels)
    {
        foreach (var ofEngine in kernels.GroupBy(use => use.Engine))
        {
            string uses = string.Join(", ", ofEngine.GroupBy(use => use.Kernel).Select(k => $"{k.Key} on {k.Sum(use => use.Cases)}"));
            console.MarkupLineInterpolated($"[grey]{ofEngine.Key} ran:[/] {uses}");
        }
    }

    /// <summary>How many laws were checked, and each that is broken.</summary>
    private static void PrintLaws(IAnsiConsole console, IReadOnlyList<LawUse> laws)
    {
        if (laws.Count == 0) return;
        LawUse[] broken = [.. laws.Where(law => law.Broken > 0)];
        foreach (LawUse law in broken.Take(FailuresShown))
        {
            console.MarkupLineInterpolated($"[red]broken law[/] {law.Engine}: {law.Law}");
            console.MarkupLineInterpolated($"    {law.Reason}");
            Unbroken(console, $"    replay {Shell.Quote(law.Line ?? "")} --law {law.Law} --engine {Shell.Quote(law.Engine)}");
        }
        if (broken.Length > FailuresShown) console.MarkupLineInterpolated($"    … and {broken.Length - FailuresShown} more; --json has them all");
        string engines = $"{laws.Select(law => law.Engine).Distinct().Count()} engines", checks = $"{laws.Sum(law => law.Checks)} checks";
        console.MarkupLineInterpolated(broken.Length == 0
            ? (FormattableString)$"[green]{laws.Select(law => law.Law).Distinct().Count()} laws on {engines}: {checks}, none broken.[/]"
            : $"[red]{laws.Select(law => law.Law).Distinct().Count()} laws on {engines}: {checks}, {broken.Length} laws broken.[/]");
    }

    private static void PrintFailures(IAnsiConsole console, string engine, List<CaseResult> failures)
    {
        foreach (CaseResult failure in failures.Take(FailuresShown))
        {
            console.MarkupLineInterpolated($"[red]{failure.Verdict.Kind}[/] {engine}: {failure.Case}");
            console.MarkupLineInterpolated($"    {failure.Verdict.Reason}");
            if (failure.Verdict.Mismatch?.Map is { } map) console.MarkupLineInterpolated($"    wrong: {map.Where}");
            Unbroken(console, $"    replay {Shell.Quote(ReproCase.LineOf(failure.Case))} --engine {Shell.Quote(engine)}");
            if (failure.Shrunk is { } shrunk && shrunk.Line != failure.Case)
                Unbroken(console, $"    smallest that fails alike: replay {Shell.Quote(shrunk.Line)} --engine {Shell.Quote(engine)}");
        }
        if (failures.Count > FailuresShown)
            console.MarkupLineInterpolated($"    … and {failures.Count - FailuresShown} more of {engine}; --json has them all");
    }

    /// <summary>A line that is there to be copied: the console must not break it at its width.</summary>
    private static void Unbroken(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>A column for each engine, a row for each group of cases; long names break at their hyphens.</summary>
    private static Table Table(Matrix matrix, string[] engines, string type)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(type);
        foreach (string engine in engines)
            table.AddColumn(new TableColumn(Markup.Escape(engine[..^(type.Length + 1)].Replace('-', '\n'))).RightAligned());
        foreach (string feature in matrix.Features)
            table.AddRow([feature, .. engines.Select(engine => Cell(matrix[engine, feature]))]);
        table.AddRow(["[bold]all[/]", .. engines.Select(engine => Cell(matrix.Total(engine)))]);
        return table;
    }

    private static string Cell(Tally tally)
    {
        if (tally.Total == 0) return "[grey]–[/]";
        List<string> parts = [];
        if (tally.Passed > 0 || tally.Total == 0) parts.Add($"[green]{tally.Passed}[/]");
        if (tally.Failed > 0) parts.Add($"[red]{tally.Failed}F[/]");
        if (tally.Unsupported > 0) parts.Add($"[grey]{tally.Unsupported}u[/]");
        if (tally.Known > 0) parts.Add($"[yellow]{tally.Known}k[/]");
        if (tally.Suspect > 0) parts.Add($"[yellow]{tally.Suspect}s[/]");
        return string.Join(' ', parts);
    }
}
