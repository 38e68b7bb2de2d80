using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Bench.Peers;

/// <summary>An engine in a race: a layer with its weights prepared and its tensors in place, so that what is timed is the
/// convolution alone. A library that allocates its own output does so inside the time, and its output is not copied.</summary>
public interface IContender : IDisposable
{
    /// <summary>Computes the layer once.</summary>
    void Execute();

    /// <summary>The output of the last execution, dense; not timed.</summary>
    float[] Result();
}

/// <summary>Makes contenders.</summary>
/// <param name="Name">The engine and setting.</param>
/// <param name="IsOurs">Whether it is a kernel of this project.</param>
/// <param name="Accuracy">What it promises.</param>
/// <param name="Supports">Whether it computes a layer.</param>
/// <param name="Create">Makes a contender of a layer, with so many threads.</param>
public sealed record ContenderFactory(
    string Name, bool IsOurs, Catalog.AccuracyClass Accuracy, Func<ConvolutionProblem, bool> Supports,
    Func<CaseData<float>, int, IContender> Create);
