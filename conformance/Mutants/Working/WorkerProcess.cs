using System.Collections.Concurrent;
using System.Diagnostics;
using Conformance.Mutants.Building;

namespace Conformance.Mutants.Working;

/// <summary>A <see cref="Worker"/>, started within the folder of a mutated build, by the settings and the dependencies of its tests.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly Process process;

    /// <param name="mutant">One that is active from the start, for what is calculated once.</param>
    public WorkerProcess(MutatedBuild build, int? mutant = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = build.Bin };
        string[] words =
        [
            "exec", "--depsfile", build.Path(build.Tests, ".deps.json"), "--runtimeconfig", build.Path(build.Tests, ".runtimeconfig.json"),
            build.Path(typeof(Worker).Assembly.GetName().Name!, ".dll"), nameof(Worker), build.Tests, build.Mutated, $"{build.SlowToo}",
        ];
        foreach (var word in mutant is null ? words : [.. words, $"{mutant}"])
            start.ArgumentList.Add(word);

        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.ErrorDataReceived += (_, said) => complaints.Enqueue(said.Data ?? "");
        process.BeginErrorReadLine();
    }

    /// <summary>Nothing was asked of it so far, so that what goes wrong is no one else's doing.</summary>
    public bool IsFresh { get; private set; } = true;

    /// <summary>What it wrote to its error output: why it ended.</summary>
    public string Complaints => string.Join(' ', complaints.Take(10)).Trim();

    /// <returns>The words of its answer, <c>["crashed"]</c> where the process ended, <c>["late"]</c> where the time was over. After either it is of no use.</returns>
    public async Task<string[]> Ask(double seconds, params string[] words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.StandardInput.WriteLineAsync(string.Join('\t', words).AsMemory(), limit.Token);
            await process.StandardInput.FlushAsync(limit.Token);
            var answer = await process.StandardOutput.ReadLineAsync(limit.Token);
            return answer?.Split('\t') ?? ["crashed"];
        }
        catch (IOException)
        {
            return ["crashed"];
        }
        catch (OperationCanceledException)
        {
            return ["late"];
        }
        finally
        {
            IsFresh = false;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(true);

        process.Dispose();
    }
}
