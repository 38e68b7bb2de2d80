using Conformance.Mutants.Building;
using Spectre.Console;

namespace Conformance.Mutants.Results;

/// <summary>Killed, alive and excused mutants by folder, and how often each reason is given.</summary>
internal static class ScoreTable
{
    private static readonly string[] Columns = ["mutants", "killed", "the same", "alive", "not tried", "score"];

    /// <param name="isWhole">Whether these are all mutants: only then is it known which reasons excuse nothing.</param>
    public static void Write(IAnsiConsole console, IEnumerable<Mutant> mutants, Verdicts verdicts, Reasons reasons, bool isWhole)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumn("");
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column).RightAligned());

        var tried = mutants.Select(mutant => (Mutant: mutant, Verdict: verdicts[mutant.Id])).ToList();
        foreach (var (name, rows) in tried.GroupBy(one => one.Mutant.Folder).Select(group => (group.Key, group.ToList())).Append(("all", tried)))
        {
            var alive = rows.Where(one => one.Verdict is { IsAlive: true }).ToList();
            var same = alive.Count(one => reasons.Of(one.Mutant) is not null);
            var killed = rows.Count(one => one.Verdict is { IsAlive: false });
            table.AddRow(name, $"{rows.Count}", $"{killed}", $"{same}", $"{alive.Count - same}", $"{rows.Count - killed - alive.Count}", $"{100.0 * killed / Math.Max(1, killed + alive.Count - same):F1} %");
        }

        console.Write(table);
        var survivors = tried.Where(one => one.Verdict is { IsAlive: true }).Select(one => one.Mutant).ToList();
        foreach (var reason in survivors.GroupBy(reasons.Of).Where(group => group.Key is not null).OrderByDescending(group => group.Count()))
            console.WriteLine($"{reason.Count(),5}  {reason.Key}");

        if (!isWhole || tried.Any(one => one.Verdict is null))
            return;

        foreach (var idle in reasons.Idle(survivors))
            console.WriteLine($"excuses nothing: {idle}");
    }

    /// <summary>Those alive, without a reason, in the order of the files.</summary>
    public static void WriteSurvivors(TextWriter list, IEnumerable<Mutant> mutants, Verdicts verdicts, Reasons reasons)
    {
        foreach (var file in mutants.Where(mutant => verdicts[mutant.Id] is { IsAlive: true } && reasons.Of(mutant) is null).GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            list.WriteLine($"{file.Key}: {file.Count()}");
            foreach (var mutant in file)
                list.WriteLine($"  {mutant.Id} {mutant.Line} {verdicts[mutant.Id]!.Outcome} | {mutant.Change}");
        }
    }
}
