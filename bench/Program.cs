using System.CommandLine;
using BenchmarkDotNet.Running;
using Conformance.Bench.Compare;

// "compare" is ours; everything else is for BenchmarkDotNet.
if (args is ["compare", ..])
    return new RootCommand("Benchmarks.") { CompareCommand.Create() }.Parse(args).Invoke();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
