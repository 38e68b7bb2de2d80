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
