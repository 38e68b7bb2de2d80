using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>How many cases a kernel of an engine really computed.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Type">The element type.</param>
/// <param name="Kernel">Strategy, registers and tile, as the engine names them.</param>
/// <param name="Cases">The cases.</param>
public sealed record KernelUse(string Engine, ElementType Type, string Kernel, int Cases)
{
    /// <summary>The largest <see cref="Verdict.NormwiseError"/> of the cases: the measured normwise class; null where none
    /// has real data.</summary>
    public double? NormwiseError { get; init; }

    /// <summary>Counts results; engines in order of appearance, the kernel that computed most first.</summary>
    public static IReadOnlyList<KernelUse> Count(IEnumerable<CaseResult> results) =>
    [
        .. results.Where(result => result.Verdict.Kernel is not null).GroupBy(result => (result.Engine, result.Type))
            .SelectMany(ofEngine => ofEngine.GroupBy(result => result.Verdict.Kernel!)
                .Select(ofKernel => new KernelUse(ofEngine.Key.Engine, ofEngine.Key.Type, ofKernel.Key, ofKernel.Count()) { NormwiseError = ofKernel.Max(result => result.Verdict.NormwiseError) })
                .OrderByDescending(use => use.Cases).ThenBy(use => use.Kernel, StringComparer.Ordinal)),
    ];
}
