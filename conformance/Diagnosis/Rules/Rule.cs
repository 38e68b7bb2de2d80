using Conformance.Spec;

namespace Conformance.Diagnosis.Rules;

/// <summary>Conditions joined by "and", several of them joined by "or"; or all but those.</summary>
/// <param name="Cases">The conjunctions.</param>
/// <param name="IsExcept">Whether it holds where none of them does.</param>
internal sealed record Rule(IReadOnlyList<IReadOnlyList<Atom>> Cases, bool IsExcept)
{
    /// <summary>Whether a problem keeps it.</summary>
    public bool Holds(ConvolutionProblem p) => Cases.Any(all => all.All(atom => atom.Holds(p))) != IsExcept;

    /// <inheritdoc/>
    public override string ToString()
    {
        string cases = string.Join(", or ", Cases.Select(all => all.Count == 0 ? "always" : string.Join(" and ", all.Select(atom => atom.Name))));
        return !IsExcept ? Cases.Count == 0 ? "never" : cases : Cases.Count == 0 ? "always" : $"not ({cases})";
    }
}
