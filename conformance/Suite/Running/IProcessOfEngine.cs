using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>An engine that runs in another process, which may die.</summary>
public interface IProcessOfEngine : IDisposable
{
    /// <summary>Whether it computes in an element type.</summary>
    bool Computes(ElementType type);

    /// <summary>It in float, for who calls it directly; a process that dies is an exception there.</summary>
    IConvolution<float> Convolution { get; }

    /// <summary>The same in a process that has not been called yet. There is one such process: the one before it is ended.</summary>
    IConvolution<float> Fresh();

    /// <summary>Ends the process at once, from another thread; the call that waits for it and all later ones fail.</summary>
    void Interrupt();

    /// <summary>The verdict on one case, whatever becomes of the process.</summary>
    /// <param name="group">The group that the case belongs to.</param>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    Verdict Judge<T>(string group, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
