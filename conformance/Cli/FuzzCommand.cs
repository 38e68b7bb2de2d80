using System.CommandLine;
using System.Diagnostics;
using Conformance.Laws;
using Conformance.Spec;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Runs laws on random problems until a time is over; what breaks is made small and grouped by likely cause.</summary>
internal sealed class FuzzCommand(IAnsiConsole console)
{
    private readonly Option<string[]> engines = Options.Engines();
    private readonly Option<ulong> seed = Options.Seed();
    private readonly HostingOptions hosting = new();
    private readonly Option<string?> law = new("--law") { Description = "Only this law; see the verb \"laws\"." };
    private readonly Option<ElementType> type = Options.LawType();
    private readonly Option<bool> faults = new("--faults") { Description = "Fuzz every seeded fault until it is found, and print how long that took." };
    private readonly Option<string?> save = new("--save")
    {
        Description = "Append each cause's smallest problem to this file of cases, such as conformance/cases/regressions.txt.",
    };

    private readonly Option<TimeSpan> time = new("--time")
    {
        Description = "How long, for each engine: 60s, 2m, or seconds.",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(10),
        CustomParser = result => Durations.Parse("--time", result),
    };

    public Command Create()
    {
        var command = new Command("fuzz", "Runs the laws of convolution on random problems.") { engines, seed, law, type, time, save, faults };
        hosting.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        IReadOnlyList<Law> laws = LawSelection.Of(options.GetValue(law));
        ElementType chosen = LawSelection.Type(options.GetValue(type));
        if (options.GetValue(faults))
            return new FaultHunt(console).Run(laws, chosen, options.GetValue(seed), options.GetValue(time));
        bool found = false;
        using LawEngines selected = LawSelection.Engines(options.GetValue(engines) ?? [], hosting.Read(options), chosen);
        foreach (LawSubject engine in selected.Subjects)
        {
            IReadOnlyList<Cause> causes = Fuzz(engine, laws, options.GetValue(seed), options.GetValue(time));
            foreach (Cause cause in causes) FindingWriter.Print(console, cause);
            if (causes.Count > 0 && options.GetValue(save) is { } path) FindingWriter.Save(console, causes, path);
            found |= causes.Count > 0;
        }
        return found ? Application.Failure : Application.Success;
    }

    private IReadOnlyList<Cause> Fuzz(LawSubject engine, IReadOnlyList<Law> laws, ulong first, TimeSpan budget)
    {
        var fuzzer = new Fuzzer(engine, laws, first);
        var findings = new List<Finding>();
        var clock = Stopwatch.StartNew();
        console.Status().Start(engine.Name, status =>
        {
            long shown = 0;
            foreach (Finding finding in fuzzer.Run(() =>
            {
                // Where the console is a log, every change would be a line of its own.
                if (console.Profile.Capabilities.Interactive && clock.ElapsedMilliseconds - shown > 250)
                    (shown, status.Status) = (clock.ElapsedMilliseconds, Counts());
                return clock.Elapsed >= budget;
            })) findings.Add(finding);
        });
        console.MarkupLine(Counts());
        return Cause.Group(findings, WrongEngines.All);

        string Counts() => Markup.Escape(
            $"{engine.Name}: {fuzzer.Checks} law checks on {fuzzer.Problems} problems in {clock.Elapsed.TotalSeconds:F1} s, "
            + $"{fuzzer.Checks / Math.Max(clock.Elapsed.TotalSeconds, 0.001):F0} a second; {fuzzer.NotApplicable} did not apply, {fuzzer.Failures} broken; seed {first}");
    }
}
