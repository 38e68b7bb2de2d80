namespace Conformance.Suite.Running;

/// <summary>What is to be said of one engine on one case.</summary>
public enum VerdictKind
{
    /// <summary>Every output element is right.</summary>
    Passed,

    /// <summary>An output element is wrong.</summary>
    Failed,

    /// <summary>The engine says that it does not compute this problem.</summary>
    Unsupported,

    /// <summary>The engine threw, or its process died.</summary>
    Crashed,

    /// <summary>No answer within the time limit.</summary>
    TimedOut,

    /// <summary>The memory limit was exceeded.</summary>
    MemoryExceeded,

    /// <summary>The engine's process sent what is no reply.</summary>
    Garbled,

    /// <summary>Memory outside the tensors was touched.</summary>
    OutOfBounds,

    /// <summary>The same call gave different bits.</summary>
    Nondeterministic,

    /// <summary>A call gave other bits than alone, because of the calls before it.</summary>
    StateBetweenCalls,

    /// <summary>A call gave other bits than alone while other threads called the same engine, which says that they may.</summary>
    NotThreadSafe,

    /// <summary>The engine changed one of its inputs.</summary>
    InputModified,

    /// <summary>The result is right, but would be for a wrong engine too: the case is vacuous and does not count.</summary>
    Suspect,

    /// <summary>A failure that the list of known failures expects.</summary>
    KnownFailure,

    /// <summary>A pass where the list of known failures expects a failure: the list is out of date.</summary>
    UnexpectedPass,
}

/// <summary>A verdict, its reason, and where the output is wrong.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Reason">One line; empty for a pass.</param>
/// <param name="Mismatch">Where the output is wrong; null where it is not.</param>
public sealed record Verdict(VerdictKind Kind, string Reason = "", Mismatch? Mismatch = null)
{
    /// <summary>Which kernel of the engine computed, where the engine says so; null where it does not, or where there was
    /// nothing to compute.</summary>
    public string? Kernel { get; init; }

    /// <summary>The call that shows the failure; null where it is none of a single call.</summary>
    public CallKind? Call { get; init; }

    /// <summary>On real data, the largest error among the outputs over the largest bound among them: at most 1 where the
    /// componentwise bound is kept; null where it was not measured.</summary>
    public double? NormwiseError { get; init; }

    /// <summary>What a pass rests on, where the oracle did not evaluate every element; null where it did.</summary>
    public string? Sampled { get; init; }

    /// <summary>A pass.</summary>
    public static Verdict Passed { get; } = new(VerdictKind.Passed);

    /// <summary>Whether an engine in a worker was at its end with this: the next case met a fresh one.</summary>
    public bool EndedItsProcess => Kind is VerdictKind.Crashed or VerdictKind.TimedOut or VerdictKind.MemoryExceeded or VerdictKind.Garbled or VerdictKind.OutOfBounds;

    /// <summary>Whether this fails a run.</summary>
    public bool IsFailure => Kind is not (VerdictKind.Passed or VerdictKind.Unsupported or VerdictKind.Suspect or VerdictKind.KnownFailure);
}

/// <summary>How an output differs from what it must be.</summary>
/// <param name="Index">[n, c, …]: the first element that is wrong.</param>
/// <param name="Expected">The correctly rounded value there.</param>
/// <param name="Actual">What the engine gave.</param>
/// <param name="Error">|actual − exact value|.</param>
/// <param name="Bound">What the error may be at most; 0 where results are compared bit for bit.</param>
/// <param name="Wrong">How many elements are wrong.</param>
/// <param name="Total">Of how many.</param>
public sealed record Mismatch(
    IReadOnlyList<long> Index, double Expected, double Actual, double Error, double Bound, int Wrong, int Total)
{
    /// <summary>The first elements that are wrong, in order.</summary>
    public IReadOnlyList<Difference> First { get; init; } = [];

    /// <summary>Where the output is wrong and by how much; null in a report that was written before there were maps.</summary>
    public ErrorMap? Map { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", Index)}] expected {Expected:R}, got {Actual:R} (error {Error:G3}, allowed {Bound:G3}); "
        + $"{Wrong} of {Total} elements wrong";
}
