using System.CommandLine;
using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Laws;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Names the fault of an engine that fails, from the seeded faults.</summary>
internal sealed class DiagnoseCommand(IAnsiConsole console)
{
    private const int Problems = 150, Shown = 3;

    private readonly Option<string[]> engines = Options.Engines();
    private readonly HostingOptions hosting = new();
    private readonly Option<bool> measure = new("--measure")
    {
        Description = "Print how often the right fault, and with it left out the right class, is named first over all seeded faults.",
    };

    public Command Create()
    {
        var command = new Command("diagnose", "Names the seeded fault that an engine behaves like.") { engines, measure };
        hosting.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        if (options.GetValue(measure)) return Measure(new FaultNaming(Problems));
        using LawEngines selected = LawSelection.Engines(options.GetValue(engines) ?? [], hosting.Read(options));
        var naming = new FaultNaming(Problems);
        bool failed = false;
        foreach (LawSubject engine in selected.Subjects)
        {
            if (engine.Accuracy == AccuracyClass.Normwise)
            {
                console.MarkupLineInterpolated($"{engine.Name}: a fast algorithm; its outputs cannot be compared bit for bit");
                continue;
            }
            // Two threads: some faults need them.
            Explanation found = naming.Explain(engine.Fresh(2));
            if (found.Failing == 0) console.MarkupLineInterpolated($"{engine.Name}: right on all of {found.Passing} problems");
            else if (found.Candidates.Count == 0) console.MarkupLineInterpolated($"{engine.Name}: wrong on {found.Failing} problems, which no seeded fault explains");
            foreach (Candidate candidate in found.Candidates.Take(Shown)) console.MarkupLineInterpolated($"{engine.Name}: {candidate}");
            failed |= found.Failing > 0;
        }
        return failed ? Application.Failure : Application.Success;
    }

    private int Measure(FaultNaming naming)
    {
        DiagnosisFigures figures = DiagnosisFigures.Of(naming);
        console.MarkupLineInterpolated($"right fault first: {figures.Named} of {FaultBank.All.Count}; not: {string.Join(", ", figures.NotNamed)}");
        console.MarkupLineInterpolated($"right class first, the fault left out: {figures.Classed} of {FaultBank.All.Count}; not: {string.Join(", ", figures.NotClassed)}");
        return Application.Success;
    }
}
