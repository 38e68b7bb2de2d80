namespace Conformance.Suite.Reports;

/// <summary>A seeded fault, or two at once, that a failing engine was compared with.</summary>
/// <param name="Id">Its name; two are joined by " + ".</param>
/// <param name="Class">The part of a convolution that it concerns.</param>
/// <param name="Sentence">What goes wrong.</param>
/// <param name="Source">The public thread, or that there is none.</param>
/// <param name="Explained">On how many failing problems it does what the engine does, bit for bit where sums are exact.</param>
/// <param name="Contradicted">On how many problems that the engine computes right it is wrong.</param>
public sealed record LikelyFault(string Id, string Class, string Sentence, string Source, int Explained, int Contradicted);

/// <summary>What a failing engine behaves like, in float.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Problems">On how many problems of the standard set it was compared.</param>
/// <param name="Failing">On how many of them it fails.</param>
/// <param name="Likely">The faults that explain it: those that explain all alike; empty where none does.</param>
/// <param name="NearestClass">The class of the fault: what to look at in the engine.</param>
/// <param name="Evidence">Why that class, where no fault explains it.</param>
/// <param name="Rule">What the problems on which it fails have in common; null where a fault explains it, or nothing was found.</param>
public sealed record EngineDiagnosis(
    string Engine, int Problems, int Failing, IReadOnlyList<LikelyFault> Likely, string NearestClass, string? Evidence = null, FailureRule? Rule = null)
{
    /// <summary>One or two lines for a person.</summary>
    public override string ToString()
    {
        if (Likely.Count == 0)
        {
            string where = Rule is null ? "" : $"{Rule}; ", why = Evidence is null ? "" : $" ({Evidence})";
            return $"{where}like no seeded fault; look at: {NearestClass}{why}";
        }
        LikelyFault first = Likely[0];
        string names = string.Join(" or ", Likely.Select(fault => $"`{fault.Id}`"));
        string seen = first.Source.Contains('#') ? $" Seen before in {first.Source.Replace(" + ", " and in ", StringComparison.Ordinal)}." : "";
        return $"behaves like {names} on {first.Explained} of {Failing} failing problems: {first.Sentence}.{seen}";
    }
}

/// <summary>A condition on problems that says where an engine fails.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Agreement">On which share of problems that it was not made from it is right.</param>
/// <param name="Tried">On how many of those.</param>
public sealed record FailureRule(string Condition, double Agreement, int Tried)
{
    /// <inheritdoc/>
    public override string ToString() => Condition == "always" ? $"fails on {Agreement:P1} of {Tried} new problems"
        : $"fails {(Agreement == 1 ? "exactly" : "mostly")} when {Condition} (right on {Agreement:P1} of {Tried} new problems)";
}
