namespace Conformance.Suite.Isolation;

/// <summary>What one case may take.</summary>
/// <param name="Time">Until all calls of the case are answered.</param>
/// <param name="Memory">Resident bytes of the whole process.</param>
public sealed record WorkerLimits(TimeSpan Time, long Memory)
{
    /// <summary>Ten seconds, 2 GiB.</summary>
    public static WorkerLimits Default { get; } = new(TimeSpan.FromSeconds(10), 2L << 30);
}

/// <summary>How a worker is started.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments);

/// <summary>A worker that is no more, and why.</summary>
internal sealed class WorkerDiedException(VerdictOfDeath cause, string reason) : Exception(reason)
{
    public VerdictOfDeath Cause => cause;
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
