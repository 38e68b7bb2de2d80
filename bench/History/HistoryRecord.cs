namespace Conformance.Bench.History;

/// <summary>One run over some layers: a line of the history.</summary>
/// <param name="Schema">Of this form: <see cref="CurrentSchema"/>.</param>
/// <param name="When">When it was made.</param>
/// <param name="Commit">The commit, with "+" where the working tree had changes; empty outside of a repository.</param>
/// <param name="Machine">Where.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Layers">The layers by name.</param>
internal sealed record HistoryRecord(
    int Schema, DateTimeOffset When, string Commit, MachineFingerprint Machine, string Runtime, string Kernel,
    IReadOnlyDictionary<string, LayerCost> Layers)
{
    /// <summary>Raised when a reader of the old form would misread the new.</summary>
    public const int CurrentSchema = 1;
}

/// <summary>
/// What a layer cost: its time over that of the calibration kernel for as many operations. The calibration kernel is
/// twelve chains of fused multiply-adds, timed right beside every turn; so the clock, and the machine, cancel out.
/// 1 is the speed of bare arithmetic.
/// </summary>
/// <param name="Problem">The problem line.</param>
/// <param name="Ratio">The median over the rounds.</param>
/// <param name="Lower">The lower quartile.</param>
/// <param name="Upper">The upper quartile.</param>
internal sealed record LayerCost(string Problem, double Ratio, double Lower, double Upper);
