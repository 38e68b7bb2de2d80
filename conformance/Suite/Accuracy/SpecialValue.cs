namespace Conformance.Suite.Accuracy;

/// <summary>How binding a rule on special values is (SPEC.md, "Special values").</summary>
public enum RuleLevel
{
    /// <summary>An engine that does otherwise is wrong.</summary>
    Must,

    /// <summary>An engine may have a reason to do otherwise, and should say so.</summary>
    Should,

    /// <summary>Both are right.</summary>
    May,
}

/// <summary>What an engine does with one special value, in float.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Probe">What it was given.</param>
/// <param name="Level">How binding the rule is.</param>
/// <param name="Expected">What the rule says.</param>
/// <param name="Observed">What the engine did; with several numbers of channels or threads, each behaviour with where it was seen.</param>
/// <param name="IsConsistent">Whether it did the same with every number of channels and of threads.</param>
public sealed record SpecialValue(string Engine, string Probe, RuleLevel Level, string Expected, string Observed, bool IsConsistent)
{
    /// <summary>Whether it did what the rule says, everywhere; what an engine may do as it likes, it must do consistently.</summary>
    public bool Keeps => Level == RuleLevel.May ? IsConsistent : Observed == Expected;
}
