using System.Runtime.InteropServices;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>Ctrl-C, and the signal by which a machine asks a process to end. The first one stops the run after the call that it
/// is at, or at once where that is in a worker; a second one ends the process as it would without us.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What a shell reports for Ctrl-C.</summary>
    public const int ExitCode = 130;

    /// <summary>Workers are sent Ctrl-C too, and may be gone before we have heard of it.</summary>
    private static readonly TimeSpan UntilItIsHeard = TimeSpan.FromMilliseconds(200);

    private readonly ManualResetEventSlim requested = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action stop;

    /// <param name="stop">Ends what might keep the run waiting.</param>
    public Interruption(Action stop)
    {
        this.stop = stop;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear)];
    }

    /// <summary>Whether the run is to end.</summary>
    public bool IsRequested => requested.IsSet;

    /// <summary>Whether a result may be the interruption's, and not the engine's: of a process that has ended.</summary>
    public bool Caused(CaseResult result)
    {
        if (!result.Verdict.EndedItsProcess) return false;
        bool isSuspect = result.Verdict.Reason.Contains("(SIGINT)") || result.Verdict.Reason.Contains("(SIGTERM)");
        return isSuspect ? requested.Wait(UntilItIsHeard) : IsRequested;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations) registration.Dispose();
        requested.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        if (IsRequested) return;
        context.Cancel = true;
        requested.Set();
        stop();
    }
}
