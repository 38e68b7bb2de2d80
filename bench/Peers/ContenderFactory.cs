using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Bench.Peers;

/// <summary>Whom a contender races for.</summary>
public enum ContenderRole
{
    /// <summary>A kernel of this project.</summary>
    Ours,

    /// <summary>A library on row-major tensors, N C H W.</summary>
    Peer,

    /// <summary>A library on tensors in an order that it likes better. It is shown, but it is not what ours is measured
    /// by: whoever has row-major tensors would pay for the change of order too.</summary>
    OwnLayout,
}

/// <summary>Makes contenders.</summary>
/// <param name="Name">The engine and setting.</param>
/// <param name="Role">Whom it races for.</param>
/// <param name="Accuracy">What it promises.</param>
/// <param name="Supports">Whether it computes a layer.</param>
/// <param name="Create">Makes a contender of a layer, with so many threads.</param>
public sealed record ContenderFactory(
    string Name, ContenderRole Role, AccuracyClass Accuracy, Func<ConvolutionProblem, bool> Supports,
    Func<LayerData, int, IContender> Create)
{
    /// <summary>The strategy that a planner takes for a layer; empty where there is nothing to choose.</summary>
    public Func<ConvolutionProblem, string> Strategy { get; init; } = _ => "";
}
