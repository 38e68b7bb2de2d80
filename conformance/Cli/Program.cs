using System.Text;
using Conformance.Cli;

Console.OutputEncoding = Encoding.UTF8;
return Application.Run(args, Terminal.Create(), Console.Error);
