using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A kind of problem at which engines have gone wrong: how to recognise one, and how to draw one.</summary>
/// <param name="Name">What it is, as a report prints it.</param>
/// <param name="Is">Whether a problem is of this kind.</param>
public sealed record ProblemKind(string Name, Func<ConvolutionProblem, bool> Is)
{
    internal Func<Dice, ConvolutionProblem> Draw { get; init; } = dice => dice.Problem(dice.Axes());
}
