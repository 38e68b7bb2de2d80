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

// Verbs that are ours; everything else is for BenchmarkDotNet.
var ours = new RootCommand("Benchmarks.") { CompareCommand.Create(), CurvesCommand.Create(), GateCommand.Create(), HistoryCommand.Create(), RecordCommand.Create(), ScratchCommand.Create(), ServeCommand.Create(), TrialCommand.Create() };
try
{
    if (args is [var verb, ..] && ours.Subcommands.Any(command => command.Name == verb))
    {
        ParseResult parsed = ours.Parse(args);
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
