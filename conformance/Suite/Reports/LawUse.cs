using Conformance.Spec;

namespace Conformance.Suite.Reports;

/// <summary>What came out for one law on one engine, in float.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Family">The law's family.</param>
/// <param name="Law">The law's name: a sentence of fact.</param>
/// <param name="Checks">On how many problems it was checked; it did not speak of the others.</param>
/// <param name="Broken">On how many of them it was broken.</param>
public sealed record LawUse(string Engine, string Family, string Law, int Checks, int Broken)
{
    /// <summary>The element type that the engine computed in.</summary>
    public ElementType Type { get; init; } = ElementType.F32;

    /// <summary>The place of the law among all, from 0.</summary>
    public int Number { get; init; }

    /// <summary>The line that replays the smallest problem found on which it breaks; null where it holds.</summary>
    public string? Line { get; init; }

    /// <summary>What is wrong there; null where it holds.</summary>
    public string? Reason { get; init; }
}
