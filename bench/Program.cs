using System.CommandLine;
using BenchmarkDotNet.Running;
using Conformance.Bench.Compare;
using Conformance.Bench.Gate;
using Conformance.Bench.History;
using Conformance.Bench.Remote;

// Verbs that are ours; everything else is for BenchmarkDotNet.
var ours = new RootCommand("Benchmarks.") { CompareCommand.Create(), GateCommand.Create(), HistoryCommand.Create(), RecordCommand.Create(), ScratchCommand.Create(), ServeCommand.Create(), TrialCommand.Create() };
if (args is [var verb, ..] && ours.Subcommands.Any(command => command.Name == verb)) return ours.Parse(args).Invoke();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
