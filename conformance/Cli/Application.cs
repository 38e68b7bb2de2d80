using System.CommandLine;
using Conformance.Spec;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The command line: which verbs there are, and how errors of the user are told.</summary>
internal static class Application
{
    /// <summary>Everything ran, and every engine is right.</summary>
    public const int Success = 0;

    /// <summary>An engine was found wrong.</summary>
    public const int Failure = 1;

    /// <summary>The input cannot be used; one line on the error stream says why.</summary>
    public const int BadInput = 2;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter error)
    {
        var root = new RootCommand("Puts convolutions under test: exact expected values, every verdict with its reason.");
        new RunCommand(console).AddTo(root);
        root.Subcommands.Add(new MergeCommand(console).Create());
        root.Subcommands.Add(new ReplayCommand(console).Create());
        root.Subcommands.Add(new FuzzCommand(console).Create());
        root.Subcommands.Add(new DiagnoseCommand(console).Create());
        root.Subcommands.Add(new OnnxCommand(console).Create());
        root.Subcommands.Add(new ExportCommand(console).Create());
        root.Subcommands.Add(new CasesCommand(console).Create());
        root.Subcommands.Add(new DescribeCommand(console).Create());
        root.Subcommands.Add(new LawsCommand(console).Create());
        root.Subcommands.Add(new FaultsCommand(console).Create());
        root.Subcommands.Add(new AlarmsCommand(console).Create());
        root.Subcommands.Add(new ExplainCommand(console).Create());
        root.Subcommands.Add(new ReportCommand(console).Create());
        root.Subcommands.Add(new EnginesCommand(console).Create());

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) return Report(error, parsed.Errors[0].Message);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is FormatException or RuleException or InvalidDataException or IOException
            or UnauthorizedAccessException or UserException)
        {
            return Report(error, e.Message);
        }
    }

    private static int Report(TextWriter error, string message)
    {
        error.WriteLine($"convcheck: {message.ReplaceLineEndings(" ")}");
        return BadInput;
    }
}

/// <summary>The user asked for something that is not there.</summary>
internal sealed class UserException(string message) : Exception(message);
