using Conformance.Plugins;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>Engines that are not in the catalogue: files of code, and programs that speak the protocol.</summary>
internal static class PluginSelection
{
    private const string Program = "cmd:";

    public static bool IsPlugin(string name) => name.StartsWith(Program, StringComparison.Ordinal) || PluginPath.IsOne(name);

    /// <summary>A plug-in, in a worker unless it is told otherwise.</summary>
    /// <exception cref="UserException">It cannot be started.</exception>
    public static EngineUnderTest Open(string name, Hosting hosting)
    {
        try
        {
            if (name.StartsWith(Program, StringComparison.Ordinal))
            {
                if (hosting.InProcess) throw new UserException($"--engine {name}: a program cannot run --in-process");
                string[] words = Words(name[Program.Length..]);
                if (words.Length == 0) throw new UserException($"--engine {name}: a program is missing after \"{Program}\"");
                return InWorker(name, new WorkerCommand(words[0], words[1..]), hosting) with { Origin = "a program" };
            }
            EngineUnderTest plugin = hosting.InProcess ? EngineUnderTest.From(PluginPath.Open(name)) : InWorker(name, WorkerVerb.CommandFor(name), hosting);
            return plugin with { Origin = $"a file, SHA-256 {PluginPath.Fingerprint(name)}" };
        }
        catch (InvalidDataException e)
        {
            throw new UserException($"--engine {name}: {e.Message}");
        }
    }

    /// <summary>An engine in a worker.</summary>
    /// <exception cref="InvalidDataException">The worker does not start.</exception>
    public static EngineUnderTest InWorker(string name, WorkerCommand command, Hosting hosting, bool isRenewedInside = false)
    {
        IsolatedEngine engine = IsolatedEngine.Open(command, hosting.Limits, isRenewedInside);
        return new EngineUnderTest(name, hosting.Accuracy ?? engine.Accuracy, null, null)
        {
            Process = engine,
            AccuracyF16 = hosting.Accuracy ?? engine.AccuracyF16,
        };
    }

    /// <summary>A command line as words; quotes hold words together.</summary>
    internal static string[] Words(string line)
    {
        List<string> words = [];
        string? word = null;
        char quote = '\0';
        foreach (char c in line)
        {
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'' && quote == '\0') (quote, word) = (c, word ?? "");
            else if (quote == '\0' && c == ' ')
            {
                if (word is not null) words.Add(word);
                word = null;
            }
            else word += c;
        }
        if (word is not null) words.Add(word);
        return [.. words];
    }
}
