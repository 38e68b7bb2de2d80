namespace Conformance.Faults;

/// <summary>The seeded faults.</summary>
public static class FaultBank
{
    /// <summary>Every fault; tests and reports take them from here.</summary>
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        .. FlipFaults.All, .. GeometryFaults.All, .. PaddingFaults.All, .. SamePaddingFaults.All, .. GroupFaults.All, .. ChannelFaults.All,
        .. TailFaults.All, .. LayoutFaults.All, .. NumberFaults.All, .. WinogradFaults.All, .. FourierFaults.All, .. StateFaults.All,
    ];

    /// <summary>Faults that show only while several threads call one engine. They stand apart because neither cases nor laws,
    /// which make one call after the other, can show them.</summary>
    public static IReadOnlyList<SeededFault> Races => RaceFaults.All;
}
