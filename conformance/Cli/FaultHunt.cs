using System.Diagnostics;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Fuzzes every seeded fault until it is found.</summary>
internal sealed class FaultHunt(IAnsiConsole console)
{
    public int Run(IReadOnlyList<Law> laws, ElementType type, ulong seed, TimeSpan budget)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("fault", "law", "smallest problem")
            .AddColumn(new TableColumn("checks").RightAligned()).AddColumn(new TableColumn("found after").RightAligned());
        var times = new List<double>();
        SeededFault[] sought = [.. FaultBank.All.Where(fault => fault.UnseenByLawsBecause.Length == 0)];
        foreach (SeededFault fault in sought)
        {
            var fuzzer = new Fuzzer(WrongEngines.Subject(fault, type), laws, seed);
            var clock = Stopwatch.StartNew();
            double found = 0;
            // The time until a law breaks; to make the problem small comes after it.
            Finding? finding = fuzzer.Run(() =>
            {
                found = clock.Elapsed.TotalSeconds;
                return clock.Elapsed >= budget;
            }).FirstOrDefault();
            times.Add(finding is null ? double.PositiveInfinity : found);
            table.AddRow(fault.Id, finding?.Law.Name ?? "–", Markup.Escape(finding?.Problem.ToString() ?? "–"),
                $"{fuzzer.Checks}", finding is null ? "not found" : $"{found:F3} s");
        }
        console.Write(table);
        foreach (SeededFault fault in FaultBank.All.Except(sought)) console.WriteLine($"{fault.Id}: not for laws: {fault.UnseenByLawsBecause}");
        times.Sort();
        console.MarkupLineInterpolated(
            $"{times.Count(double.IsFinite)} of {times.Count} faults found; median {times[times.Count / 2]:F3} s, slowest {times[^1]:F3} s; seed {seed}");
        return times.All(double.IsFinite) ? Application.Success : Application.Failure;
    }
}
