using System.Diagnostics;

namespace Conformance.Suite.Isolation;

/// <summary>Ends a process that takes too long over a request or holds too much memory.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Process process;
    private readonly WorkerLimits limits;
    private readonly Timer timer;
    private readonly string memoryFile;
    private long deadline, begun;
    private TimeSpan allowed;
    private bool busy;

    public Watchdog(Process process, WorkerLimits limits)
    {
        (this.process, this.limits) = (process, limits);
        memoryFile = $"/proc/{process.Id}/statm";
        timer = new Timer(_ => Look());
    }

    /// <summary>Why the process was ended; null where it was not ended here.</summary>
    public (VerdictOfDeath Cause, string Reason)? Cause { get; private set; }

    /// <summary>A request begins.</summary>
    public void Begin(TimeSpan? time)
    {
        lock (gate)
        {
            busy = true;
            allowed = time ?? limits.Time;
            begun = Stopwatch.GetTimestamp();
            deadline = begun + (long)(allowed.TotalSeconds * Stopwatch.Frequency);
            timer.Change(allowed < Glance ? allowed : Glance, Glance);
        }
    }

    /// <summary>The request is answered.</summary>
    public void End()
    {
        lock (gate)
        {
            busy = false;
            timer.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        lock (gate)
        {
            if (!busy || Cause is not null) return;
            try
            {
                if (Stopwatch.GetTimestamp() >= deadline) Cause = (VerdictOfDeath.Time, $"no answer within {allowed.TotalSeconds:0.###} s");
                else if (Resident() is var bytes && bytes > limits.Memory)
                    Cause = (VerdictOfDeath.Memory, $"{bytes >> 20} MiB in use, at most {limits.Memory >> 20} MiB are allowed");
                if (Cause is not null) process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
            {
                // It ended at this very moment, by itself.
            }
        }
    }

    private long Resident()
    {
        if (OperatingSystem.IsLinux()) return long.Parse(File.ReadAllText(memoryFile).Split(' ')[1]) * Environment.SystemPageSize;
        process.Refresh();
        return process.WorkingSet64;
    }
}
