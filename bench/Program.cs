using System.CommandLine;
using BenchmarkDotNet.Running;
using Conformance.Bench;
using Conformance.Bench.Compare;
using Conformance.Bench.Curves;
using Conformance.Bench.Gate;
using Conformance.Bench.History;
using Conformance.Bench.Remote;
using Conformance.Spec;
using Conformance.Spec.Text;

// Verbs that are ours; everything else is for BenchmarkDotNet. Only the one that is asked for is made: the gate starts a process for each trial.
var ours = new Dictionary<string, Func<Command>>
{
    [CompareCommand.Verb] = CompareCommand.Create,
    [CurvesCommand.Verb] = CurvesCommand.Create,
    [GateCommand.Verb] = GateCommand.Create,
    [HistoryCommand.Verb] = HistoryCommand.Create,
    [RecordCommand.Verb] = RecordCommand.Create,
    [ScratchCommand.Verb] = ScratchCommand.Create,
    [ServeCommand.Verb] = ServeCommand.Create,
    [TrialCommand.Verb] = TrialCommand.Create,
};
try
{
    if (args is [var verb, ..] && ours.TryGetValue(verb, out Func<Command>? create))
    {
        ParseResult parsed = new RootCommand("Benchmarks.") { create() }.Parse(args);
        int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? 2 : code;
    }
    var switcher = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly);
    if (!args.Contains(WidthJobs.Flag))
    {
        switcher.Run(args);
        return 0;
    }
    var (config, rest) = WidthJobs.Of(args);
    switcher.Run(rest, config);
    return 0;
}
catch (Exception e) when (e is ArgumentException or ProblemFormatException or RuleException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 2;
}
