namespace Conformance.Laws;

/// <summary>Every law; tests and reports take them from here.</summary>
public static class LawBook
{
    /// <summary>The laws.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        Agreement.OutputExtent,
        Agreement.WithOracle,
        ShiftEquivariance.Law,
        FlipEquivalence.StrictIsFlippedCorrelation,
        FlipEquivalence.FlippingBothFlipsTheOutput,
        Linearity.InInput,
        Linearity.InKernel,
    ];
}
