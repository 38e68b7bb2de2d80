using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>
/// How outputs of a convolution relate, whatever they are: a property that needs no expected value. Over small
/// integers it holds bit for bit, for any correct engine in any summation order.
/// </summary>
/// <param name="Name">A sentence of fact, with underscores for spaces, as a test is named.</param>
/// <param name="Formula">The relation.</param>
/// <param name="Applies">The problems of which it speaks.</param>
/// <param name="Check">Null where the law holds, else what is wrong.</param>
public sealed record Law(
    string Name, string Formula, Func<ConvolutionProblem, bool> Applies, Func<LawContext, string?> Check)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
