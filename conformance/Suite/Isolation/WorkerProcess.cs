using System.Diagnostics;

namespace Conformance.Suite.Isolation;

/// <summary>The suite's side of one worker: asks, and ends it when it passes a limit or answers nonsense.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan UntilItIsGone = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UntilItHasStarted = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly FramePipe pipe;
    private readonly Watchdog watchdog;
    private readonly LastLines errors;

    private WorkerProcess(Process process, WorkerLimits limits)
    {
        this.process = process;
        pipe = new FramePipe(new AttentivePipe(process.StandardOutput.BaseStream, process), process.StandardInput.BaseStream);
        watchdog = new Watchdog(process, limits);
        errors = new LastLines(process.StandardError);
    }

    /// <summary>Starts a worker; what it answered to "start" is its first word.</summary>
    /// <exception cref="WorkerDiedException">It did not start.</exception>
    /// <exception cref="InvalidDataException">There is no such program.</exception>
    public static (WorkerProcess Worker, Reply Started) Start(WorkerCommand command, WorkerLimits limits)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A worker of .NET dies often and is started often: without what a debugger needs, and compiled in haste, it is there sooner.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        Process process;
        try { process = Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception e) { throw new InvalidDataException($"{command.Program}: {e.Message}", e); }
        var worker = new WorkerProcess(process, limits);
        Reply started = worker.Ask(new Request("start") { Protocol = Protocol.Version }, Array.Empty<byte[]>(), out _, outputs: 0,
            limits.Time > UntilItHasStarted ? limits.Time : UntilItHasStarted);
        return (worker, started);
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="request">The line.</param>
    /// <param name="tensors">What follows it.</param>
    /// <param name="answered">The tensors of the answer.</param>
    /// <param name="outputs">How many elements each of those has.</param>
    /// <param name="time">A time limit other than the usual one.</param>
    /// <exception cref="WorkerDiedException">There is no answer, and no worker any more.</exception>
    public Reply Ask<T>(Request request, T[][] tensors, out T[][] answered, long outputs, TimeSpan? time = null) where T : unmanaged
    {
        watchdog.Begin(time);
        string? call = null;
        try
        {
            // Who is gone before it is asked may have said something none the less.
            bool isHeard = TryWrite(request, tensors);
            Reply reply;
            while ((reply = pipe.ReadLine(MessageJson.Default.Reply) ?? throw new EndOfStreamException()).Status == Reply.Running)
            {
                reply.Check(outputs);
                call = reply.Call;
            }
            if (!isHeard) throw new EndOfStreamException();
            reply.Check(outputs);
            answered = [.. (reply.Tensors ?? []).Select(_ => pipe.ReadTensor<T>(outputs))];
            return reply;
        }
        catch (InvalidDataException e)
        {
            throw Died(VerdictOfDeath.Garbage, e.Message, call);
        }
        catch (IOException)
        {
            throw Died(VerdictOfDeath.Ended, null, call);
        }
        finally
        {
            watchdog.End();
        }
    }

    /// <summary>Ends the worker, politely where it listens.</summary>
    public void Dispose()
    {
        try
        {
            if (!process.HasExited) pipe.Write(new Request("stop"), MessageJson.Default.Request, Array.Empty<byte[]>());
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException) { /* It is gone already, or hears nothing. */ }
        if (!process.WaitForExit(UntilItIsGone)) Kill();
        watchdog.Dispose();
        process.Dispose();
    }

    /// <summary>Ends the worker at once, whatever it is at; from any thread.</summary>
    public void Kill()
    {
        try { process.Kill(entireProcessTree: true); }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception) { /* It is gone already. */ }
    }

    private bool TryWrite<T>(Request request, T[][] tensors) where T : unmanaged
    {
        try
        {
            pipe.Write(request, MessageJson.Default.Request, tensors);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private WorkerDiedException Died(VerdictOfDeath cause, string? reason, string? call)
    {
        watchdog.End();
        // A program that closed its pipe may live on.
        bool endedItself = cause == VerdictOfDeath.Ended && process.WaitForExit(UntilItIsGone);
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(UntilItIsGone);
            reason ??= "closed its pipe and went on";
        }
        if (watchdog.Cause is { } limit) (cause, reason) = limit;
        else if (endedItself) reason = ExitNames.Describe(process.ExitCode);
        string said = cause is VerdictOfDeath.Time or VerdictOfDeath.Memory ? "" : errors.Tell();
        watchdog.Dispose();
        process.Dispose();
        return new WorkerDiedException(cause, said.Length == 0 ? reason! : $"{reason}; it said \"{said}\"", call);
    }
}
