using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The console as the verbs use it.</summary>
internal static class Terminal
{
    /// <summary>Wide enough for the matrix where the output is a file or a log, which have no width of their own.</summary>
    private const int WidthOfALog = 160;

    public static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected) console.Profile.Width = WidthOfALog;
        return console;
    }
}
