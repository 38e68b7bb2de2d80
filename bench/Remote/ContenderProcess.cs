using System.Diagnostics;
using Conformance.Bench.Compare;

namespace Conformance.Bench.Remote;

/// <summary>The process of one contender. It runs only between a request and its answer.</summary>
internal sealed class ContenderProcess : IDisposable
{
    /// <summary>Longer than the slowest layer takes with its planning; who does not answer by then hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;

    public ContenderProcess(Entrant entrant)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Where the host runs the library, its path is the first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in new[] { ServeCommand.Verb, entrant.Factory.Name, $"{entrant.Threads}" }) start.ArgumentList.Add(argument);
        // For libraries that only listen to this one.
        start.Environment["OMP_NUM_THREADS"] = $"{entrant.Threads}";
        process = Process.Start(start)!;
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The contender failed, ended or hangs.</exception>
    public string Ask(Message request)
    {
        ChildSignals.Continue(process.Id);
        // Where the process has ended, that is told by the answer that does not come.
        try { process.StandardInput.WriteLine(request); }
        catch (IOException) { }
        Message answer = Answer();
        ChildSignals.Stop(process.Id);
        string text = answer.Arguments is [var first, ..] ? first : "";
        return answer.Verb == Message.Done ? text : throw new InvalidOperationException(text);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private Message Answer()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (process.StandardOutput.ReadLineAsync(patience.Token).AsTask().GetAwaiter().GetResult() is { } line)
            {
                if (Message.Parse(line) is { } answer) return answer;
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            process.WaitForExit();
            throw new InvalidOperationException($"its process gave no answer for {Patience.TotalMinutes:F0} minutes");
        }
        process.WaitForExit();
        throw new InvalidOperationException($"its process ended with code {process.ExitCode}");
    }
}
