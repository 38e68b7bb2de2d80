using System.Text;
using Conformance.Cli;

if (args is [WorkerVerb.Name, var engine]) return WorkerVerb.Run(engine);

Console.OutputEncoding = Encoding.UTF8;
return Application.Run(args, Terminal.Create(), Console.Error);
