using Conformance.Spec;

namespace Conformance.Suite.Running;

/// <summary>How an engine is called on the tensors of a case.</summary>
public enum CallKind
{
    /// <summary>On dense tensors.</summary>
    Dense,

    /// <summary>Just the same, on other memory.</summary>
    Repeat,

    /// <summary>On views with gaps.</summary>
    Strided,

    /// <summary>With weights packed before, and their memory changed since; only of engines that prepare.</summary>
    Prepared,

    /// <summary>On dense tensors, each of which ends at an inaccessible page.</summary>
    GuardedEnd,

    /// <summary>On dense tensors, each of which begins behind an inaccessible page.</summary>
    GuardedStart,
}

/// <summary>What calls have in common.</summary>
internal static class CallKinds
{
    /// <summary>Whether tensors lie beside inaccessible pages.</summary>
    public static bool IsGuarded(this CallKind kind) => kind is CallKind.GuardedEnd or CallKind.GuardedStart;
}

/// <summary>Which tensors of a guarded call lie beside inaccessible pages.</summary>
[Flags]
public enum Guards
{
    /// <summary>The input.</summary>
    Input = 1,

    /// <summary>The weights.</summary>
    Weights = 2,

    /// <summary>The bias.</summary>
    Bias = 4,

    /// <summary>The output.</summary>
    Output = 8,

    /// <summary>All four.</summary>
    All = 15,

    /// <summary>The pages may be read: only writing ends the process.</summary>
    Readable = 16,
}

/// <summary>What one call left behind.</summary>
/// <param name="Kind">How the engine was called.</param>
/// <param name="Output">Y: [N, C_out, o…], dense; empty where the call threw.</param>
public sealed record CallOutcome<T>(CallKind Kind, T[] Output)
{
    /// <summary>"input", "weights" or "bias": what the engine changed; null where it changed nothing.</summary>
    public string? Changed { get; init; }

    /// <summary>Whether memory beside the output's elements was written.</summary>
    public bool WroteBeside { get; init; }

    /// <summary>Which kernel ran, where the engine says so.</summary>
    public string? Kernel { get; init; }

    /// <summary>What was thrown, as one line; null for nothing.</summary>
    public string? Error { get; init; }
}

/// <summary>The tensors of a call, dense and in row-major order.</summary>
/// <param name="Problem">What is computed.</param>
/// <param name="Input">X: [N, C_in, n…].</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
public sealed record Operands<T>(ConvolutionProblem Problem, T[] Input, T[] Weight, T[] Bias);
