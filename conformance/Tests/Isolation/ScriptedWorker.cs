using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;

namespace Conformance.Tests;

/// <summary>
/// A worker that answers what it was told to, whatever it is asked: a shell that prints files. One that listens on has its answers in the pipe before their
/// requests come, and keeps what it reads.
/// </summary>
internal sealed class ScriptedWorker : IDisposable
{
    /// <summary>An answer to "start" that says no more than it must.</summary>
    public const string Started = "{\"status\":\"ok\",\"protocol\":1}";

    /// <summary>An answer without more, and what an answer says of the output of <see cref="Data"/>.</summary>
    public const string Ok = "{\"status\":\"ok\"}", Output = "\"tensors\":[{\"name\":\"output\",\"shape\":[1,1,2]}]";

    private static readonly WorkerLimits Limits = new(TimeSpan.FromSeconds(20), 1L << 30);

    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;
    private readonly List<(string File, bool IsAnswer)> answers = [];
    private int written, begun;

    /// <summary>What is computed; its tensors have 20 bytes together.</summary>
    public static CaseData<float> Data { get; } = CaseData<float>.Draw(ConvolutionProblem.Parse("mb1ic1iw3oc1kw2"), FillKind.Exact, 1);

    /// <summary>The shell, by a name of its own.</summary>
    public string Program => Path.Combine(folder, "sh");

    /// <summary>The numbers of its processes that are still there.</summary>
    public IEnumerable<int> Alive => File.ReadLines(Path.Combine(folder, "pids")).Select(int.Parse).Where(pid => Process.GetProcesses().Any(process => process.Id == pid));

    private string Heard => Path.Combine(folder, "heard");

    /// <summary>Adds an answer, or that a call begins.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="tensors">What follows.</param>
    public ScriptedWorker Then(string line, params float[][] tensors)
    {
        string path = Path.Combine(folder, $"answer{written++}");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(line + "\n"), .. tensors.SelectMany(tensor => MemoryMarshal.AsBytes<float>(tensor).ToArray())]);
        answers.Add((path, !line.Contains("\"running\"", StringComparison.Ordinal)));
        return this;
    }

    /// <summary>It ends in the call that it said begins, or when it is asked once more; what follows is for the worker that is started next.</summary>
    public ScriptedWorker ThenDies() => Next([.. answers.Select(answer => $"{(answer.IsAnswer ? "read line; " : "")}cat {answer.File}"), answers[^1].IsAnswer ? "read line" : "true", "exit 3"]);

    /// <summary>Asked to start, it gives all its answers, says so much to its error stream and ends before it is asked again.</summary>
    public ScriptedWorker ThenIsGone(string words) => Next(["read line", .. answers.Select(answer => $"cat {answer.File}"), $"echo '{words}' >&2", "exit 3"]);

    /// <summary>It gives its answers, says so much to its error stream and answers no more.</summary>
    public ScriptedWorker ThenIsSilent(string words) => Next([.. answers.Select(answer => $"cat {answer.File}"), $"echo '{words}' >&2", "cat > /dev/null"]);

    /// <summary>Asked to start, it gives all its answers, closes its input and is still there.</summary>
    public ScriptedWorker ThenIsDeaf() => Next(["read line", .. answers.Select(answer => $"cat {answer.File}"), "exec sleep 60 <&-"]);

    /// <summary>After its answers it closes its output, and is still there.</summary>
    public ScriptedWorker ThenClosesItsPipe() => Next([.. answers.Select(answer => $"cat {answer.File}"), "exec >&-", "cat > /dev/null"]);

    /// <summary>It listens after these answers until its input ends; what follows is for the worker that is started next.</summary>
    public ScriptedWorker ThenListens() => Next([.. answers.Select(answer => $"cat {answer.File}"), $"cat >> {Heard}"]);

    /// <summary>Starts the first.</summary>
    public IsolatedEngine Open(bool isRenewedInside = false, TimeSpan? time = null)
    {
        if (answers.Count > 0) ThenListens();
        // A link: a copy is still open for writing in whatever process another test started meanwhile, and cannot be run until that has closed it.
        File.CreateSymbolicLink(Program, "/bin/sh");
        string next = $"echo $$ >> {folder}/pids; n=$(cat {folder}/n 2>/dev/null || echo 0); echo $((n+1)) > {folder}/n; . {folder}/worker$n";
        return IsolatedEngine.Open(new WorkerCommand(Program, ["-c", next]), Limits with { Time = time ?? Limits.Time }, isRenewedInside);
    }

    /// <summary>The lines that the workers were asked which listened, all about <see cref="Data"/>.</summary>
    public IReadOnlyList<string> Asked()
    {
        using FileStream file = File.OpenRead(Heard);
        var pipe = new FramePipe(file, Stream.Null);
        List<string> lines = [];
        while (pipe.ReadLine(MessageJson.Default.Request) is { } request)
        {
            lines.Add(JsonSerializer.Serialize(request, MessageJson.Default.Request));
            if (request.Tensors is not null) pipe.ReadTensor<float>(5);
        }
        return lines;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ScriptedWorker Next(string[] commands)
    {
        File.WriteAllLines(Path.Combine(folder, $"worker{begun++}"), commands);
        answers.Clear();
        return this;
    }
}
