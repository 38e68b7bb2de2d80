using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>The smallest case that was found on which an engine still fails as on a larger one.</summary>
/// <param name="Line">The line that replays it, with numbers drawn by its fill.</param>
/// <param name="Verdict">The verdict there: with the numbers below, where they are given.</param>
public sealed record ShrunkCase(string Line, Verdict Verdict)
{
    /// <summary>X: [N, C_in, n…], the simplest numbers that still fail; null where those that the line draws are the simplest known.</summary>
    public IReadOnlyList<double>? Input { get; init; }

    /// <summary>W: [C_out, C_in/g, k…]; null as the input.</summary>
    public IReadOnlyList<double>? Weight { get; init; }

    /// <summary>b: [C_out], or empty; null as the input.</summary>
    public IReadOnlyList<double>? Bias { get; init; }
}
