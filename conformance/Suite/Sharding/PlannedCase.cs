using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Suite.Sharding;

/// <summary>A case of a run, in one element type.</summary>
/// <param name="Number">Its place in the whole run, from 0.</param>
/// <param name="Type">The element type.</param>
/// <param name="Case">The case.</param>
public sealed record PlannedCase(int Number, ElementType Type, ConformanceCase Case)
{
    /// <summary>What a case costs that computes nothing, in multiply-adds of the oracle.</summary>
    private const long Overhead = 20_000;

    /// <summary>What tells the case from every other: group, line and element type. It stays the same whatever is added to or
    /// taken from the set.</summary>
    public string Id { get; } = $"{Case.Feature} {Type.ToString().ToLowerInvariant()} {Case.Describe(Type)}";

    /// <summary>How much work it is, on any machine and for any engine.</summary>
    public long Cost => Overhead + Case.Problem.MultiplyAdds;

    /// <summary>The verdicts of engines that compute in the type.</summary>
    /// <param name="engines">The engines.</param>
    /// <param name="atOnce">How many are asked at once.</param>
    /// <param name="isOver">Asked before each: whether to ask no more.</param>
    public IEnumerable<CaseResult> Run(IReadOnlyList<EngineUnderTest> engines, int atOnce, Func<bool> isOver) => (Type switch
    {
        ElementType.F16 => ConformanceRun.Execute<Half>(engines, [Case], atOnce, isOver),
        ElementType.F32 => ConformanceRun.Execute<float>(engines, [Case], atOnce, isOver),
        _ => ConformanceRun.Execute<double>(engines, [Case], atOnce, isOver),
    }).Select(result => result with { Number = Number });
}
