using System.CommandLine;
using BenchmarkDotNet.Running;
using Conformance.Bench.Compare;
using Conformance.Bench.Remote;

// Three verbs are ours; everything else is for BenchmarkDotNet.
if (args is ["compare" or ScratchCommand.Verb or ServeCommand.Verb, ..])
    return new RootCommand("Benchmarks.") { CompareCommand.Create(), ScratchCommand.Create(), ServeCommand.Create() }.Parse(args).Invoke();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
