using System.CommandLine;
using System.Numerics;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Runs one line again: a case as a report prints it, or any problem line or shape file of one's own.</summary>
internal sealed class ReplayCommand(IAnsiConsole console)
{
    private readonly Argument<string> line = new("line")
    {
        Description = "A problem line, such as \"forward f32 exact@1 mb1ic3ih5oc4kh3\"; without a fill, several are drawn.",
    };

    private readonly Option<string[]> engines = Options.Engines();
    private readonly Option<double> level = Options.Level();
    private readonly HostingOptions hosting = new();
    private readonly Option<ulong> seed = Options.Seed();
    private readonly OutputOptions output = new();
    private readonly Option<string?> onnx = new("--onnx")
    {
        Description = "Write the case to this folder as an ONNX backend test too: model, inputs, exact output.",
    };

    private readonly Option<string?> law = new("--law")
    {
        Description = "Check this law on the problem and the seed of the line; see the verb \"laws\".",
    };

    public Command Create()
    {
        var command = new Command("replay", "Runs one problem line over engines.") { line, engines, level, seed, onnx, law };
        output.AddTo(command);
        hosting.AddTo(command, asksManyAtOnce: true);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        ProblemLine parsed = ProblemLine.Parse(options.GetRequiredValue(line));
        // What no memory holds is told before engines are looked for.
        TensorShapes.CheckCounts(parsed.Problem);
        if (options.GetValue(law) is { } name) return ReplayLaw(parsed, LawSelection.Of(name)[0], options);
        using EngineSelection selection = EngineSelection.From(options.GetValue(engines) ?? [], hosting.Read(options));
        IEnumerable<CaseResult> results = parsed.Type switch
        {
            ElementType.F16 => Execute<Half>(),
            ElementType.F32 => Execute<float>(),
            ElementType.F64 => Execute<double>(),
            _ => Execute<float>().Concat(Execute<double>()),
        };
        var report = new RunReport(new Dictionary<string, string> { ["replay"] = parsed.ToString() }, FailureShrinking.Apply(selection.Engines, [.. results]), selection.Absent);
        ReportWriter.Print(console, report);
        output.Save(console, options, report);
        if (options.GetValue(onnx) is { } folder) Export(folder, parsed, options.GetValue(seed));
        return report.Failures.Any() ? Application.Failure : Application.Success;

        IEnumerable<CaseResult> Execute<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ConformanceRun.Execute<T>(selection.Engines,
                [.. CaseFiles.Expand<T>("replay", parsed, options.GetValue(level), options.GetValue(seed)), .. Sequences<T>()], selection.AtOnce);

        // A line does not say whether it stands for one call or for a sequence of them: what is small is run as both.
        IEnumerable<ConformanceCase> Sequences<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            parsed.Fill == FillKind.Real || parsed.Problem.MultiplyAdds >= LargeCase.From || ExactFill.Limit<T>(parsed.Problem) == 0 ? []
                : new[] { SequenceCase.Order, SequenceCase.Threads }.Select(group => new SequenceCase(group, parsed.Problem, parsed.Fill is null ? options.GetValue(seed) : parsed.Seed));
    }

    private void Export(string folder, ProblemLine parsed, ulong otherwise)
    {
        (FillKind fill, ulong first) = parsed.Fill is { } given ? (given, parsed.Seed) : (FillKind.Exact, otherwise);
        if (parsed.Type == ElementType.F16) OnnxExport.Write(folder, ElementType.F16, CaseData<Half>.Draw(parsed.Problem, fill, first));
        else if (parsed.Type == ElementType.F64) OnnxExport.Write(folder, ElementType.F64, CaseData<double>.Draw(parsed.Problem, fill, first));
        else OnnxExport.Write(folder, ElementType.F32, CaseData<float>.Draw(parsed.Problem, fill, first));
        console.MarkupLineInterpolated($"wrote {folder}");
    }

    private int ReplayLaw(ProblemLine parsed, Law lawOfLine, ParseResult options)
    {
        bool broken = false;
        ulong first = parsed.Fill is null ? options.GetValue(seed) : parsed.Seed;
        using LawEngines selected = LawSelection.Engines(options.GetValue(engines) ?? [], hosting.Read(options), LawSelection.Type(parsed.Type ?? ElementType.F32));
        foreach (LawSubject engine in selected.Subjects)
        {
            LawResult result = lawOfLine.Judge(new LawContext(engine, parsed.Problem, first));
            broken |= result.IsBroken;
            console.MarkupLineInterpolated($"[{(result.IsBroken ? "red" : "green")}]{result.Outcome}[/] {engine.Name}: {lawOfLine.Name} {result.Reason}");
        }
        return broken ? Application.Failure : Application.Success;
    }
}
