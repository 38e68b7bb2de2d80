using System.CommandLine;
using Conformance.Diagnosis.Measuring;
using Conformance.Diagnosis.Naming;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Names the fault of an engine that fails, from the seeded faults.</summary>
internal sealed class DiagnoseCommand(IAnsiConsole console)
{
    private readonly Option<string[]> engines = Options.Engines();
    private readonly HostingOptions hosting = new();
    private readonly Option<bool> measure = new("--measure")
    {
        Description = "Print over all seeded faults how often the right fault is named first, how often the right class where the fault is left out, and how often a rule says where it fails.",
    };

    private readonly Option<bool> rules = new("--rules")
    {
        Description = "With --measure: learn the rules too, which takes minutes (default); --rules false leaves them out.",
        DefaultValueFactory = _ => true,
    };

    public Command Create()
    {
        var command = new Command("diagnose", "Names the seeded fault that an engine behaves like, or says on which problems it fails.") { engines, measure, rules };
        hosting.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        if (options.GetValue(measure)) return Measure(options);
        using LawEngines selected = LawSelection.Engines(options.GetValue(engines) ?? [], hosting.Read(options));
        var diagnoser = new Diagnoser();
        bool failed = false;
        foreach (LawSubject engine in selected.Subjects)
        {
            var found = diagnoser.Of(engine);
            console.MarkupLineInterpolated($"{engine.Name}: {(found is null ? "right on every problem of the standard set" : found.ToString())}");
            failed |= found is not null;
        }
        return failed ? Application.Failure : Application.Success;
    }

    private static (LawSubject Engine, IDisposable Process) InWorker(SeededFault fault)
    {
        EngineUnderTest engine = PluginSelection.InWorker(fault.Id, WorkerVerb.CommandFor(fault.Id), Hosting.Default);
        return (LawSelection.Subject(engine, ElementType.F32)!, engine.Process!);
    }

    private int Measure(ParseResult options)
    {
        DiagnosisFigures figures = console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("faults", maxValue: FaultBank.All.Count);
            return DiagnosisFigures.Of(options.GetValue(rules), InWorker, () => task.Increment(1));
        });
        int all = FaultBank.All.Count;
        foreach (RuleFigure rule in figures.Rules)
        {
            console.MarkupLineInterpolated($"{(rule.IsRecovered ? "  " : "✗ ")}{rule.Fault}: {rule.Condition}");
            console.MarkupLineInterpolated($"[grey]    {rule.Agreement:P1} where it errs, {rule.WithTrigger:P1} where it is triggered; {rule.Failing:P0} of the problems fail[/]");
        }
        foreach (var (fault, said) in figures.NotNamed) console.MarkupLineInterpolated($"not named first: {fault} (said: {said})");
        foreach (var (fault, said) in figures.NotClassed) console.MarkupLineInterpolated($"another class: {fault} (of {FaultBank.All.Single(f => f.Id == fault).Class}; said: {said})");
        foreach (var (fault, said) in figures.NotClassedStrangers) console.MarkupLineInterpolated($"another class, not in the bank: {fault} (said: {said})");
        console.MarkupLineInterpolated($"right fault first: {all - figures.NotNamed.Count} of {all}");
        console.MarkupLineInterpolated($"right class, the fault left out: {all - figures.NotClassed.Count} of {all}");
        console.MarkupLineInterpolated($"right class of faults that are not in the bank: {figures.Strangers - figures.NotClassedStrangers.Count} of {figures.Strangers}");
        if (options.GetValue(rules)) console.MarkupLineInterpolated($"rule right on 98 % of fresh problems: {figures.Rules.Count(rule => rule.IsRecovered)} of {figures.Rules.Count}");
        return Application.Success;
    }
}
