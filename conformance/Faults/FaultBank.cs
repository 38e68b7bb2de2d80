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
}
