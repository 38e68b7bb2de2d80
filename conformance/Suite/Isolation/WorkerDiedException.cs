namespace Conformance.Suite.Isolation;

/// <summary>A worker that is no more, and why.</summary>
internal sealed class WorkerDiedException(VerdictOfDeath cause, string reason, string? call) : Exception(reason)
{
    public VerdictOfDeath Cause => cause;

    /// <summary>In which call; null where it did not say.</summary>
    public string? Call => call;
}

/// <summary>Why a worker is no more.</summary>
internal enum VerdictOfDeath
{
    /// <summary>It ended by itself: a signal, or an exit.</summary>
    Ended,

    /// <summary>It was ended at the time limit.</summary>
    Time,

    /// <summary>It was ended at the memory limit.</summary>
    Memory,

    /// <summary>It sent what is no reply, and was ended.</summary>
    Garbage,
}
