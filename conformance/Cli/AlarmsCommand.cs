using System.CommandLine;
using System.Diagnostics;
using Conformance.Diagnosis.Alarms;
using Conformance.Suite.Cases;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Runs engines that are right over the standard set and the laws: whatever fails is a fault of the suite.</summary>
internal sealed class AlarmsCommand(IAnsiConsole console)
{
    private readonly Option<int> orders = new("--orders") { Description = "In how many random orders sums are taken, each with and without fused multiply-add.", DefaultValueFactory = _ => 20 };
    private readonly Option<long> checks = new("--checks") { Description = "How many checks of laws in total.", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<double> level = Options.Level();
    private readonly Option<ulong> seed = Options.Seed();

    public Command Create()
    {
        foreach (Option option in new Option[] { orders, checks })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out long given) && given < 1) result.AddError($"{option.Name} {given}: must be 1 or more");
            });
        }
        var command = new Command("alarms", "Checks that right engines, in random orders of summation, pass the standard set in f32 and the laws.") { orders, checks, level, seed };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        var clock = Stopwatch.StartNew();
        int count = options.GetValue(orders);
        FalseAlarms found = console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("engines", maxValue: 2 * count);
            return FalseAlarms.Count(count, CaseFiles.Standard<float>(options.GetValue(level), options.GetValue(seed)), options.GetValue(checks), options.GetValue(seed), () => task.Increment(1));
        });
        foreach (string alarm in found.Alarms) console.MarkupLineInterpolated($"[red]false alarm[/] {alarm}");
        console.MarkupLineInterpolated($"{found.Engines} right engines: {found.Verdicts} verdicts on cases and {found.Checks} checks of laws, {found.Alarms.Count} false alarms, in {clock.Elapsed.TotalSeconds:F0} s");
        return found.Alarms.Count == 0 ? Application.Success : Application.Failure;
    }
}
