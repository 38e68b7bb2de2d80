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

    /// <summary>It in an element type, for who calls it directly; a process that dies is an exception there.</summary>
    IConvolution<T> Convolution<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same on tensors between inaccessible pages, first at their ends and then at their starts; null where the process
    /// makes no such calls.</summary>
    IConvolution<T>? Guarded<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Whether the process makes fresh engines itself, so that they cost little.</summary>
    bool IsRenewedInside { get; }

    /// <summary>The same engine, not called yet. One that is renewed inside is fresh for every call and has the threads asked
    /// for; any other is in a process of its own, and there is one such process: the one before it is ended.</summary>
    /// <param name="threads">How many threads it may use.</param>
    IConvolution<T> Fresh<T>(int threads = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same engine, not called yet, in the same process: it remembers what it is called with, where it remembers anything,
    /// but what the process remembers is there too. Null where the process makes none.</summary>
    /// <param name="threads">How many threads it may use.</param>
    IConvolution<T>? Instance<T>(int threads = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Ends the process at once, from another thread; the call that waits for it and all later ones fail.</summary>
    void Interrupt();

    /// <summary>The verdict on one case, whatever becomes of the process.</summary>
    /// <param name="group">The group that the case belongs to.</param>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    Verdict Judge<T>(string group, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The verdict on a sequence of calls, whatever becomes of the process.</summary>
    Verdict Judge<T>(SequenceCase sequence, AccuracyClass accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
