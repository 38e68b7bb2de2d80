using Conformance.Mutants;
using Conformance.Mutants.Working;

// A worker has the dependencies of the tests and none of those of the command line.
return args is [nameof(Worker), .. var assemblies] ? Worker.Run(assemblies) : await MutantsCommand.Run(args);
