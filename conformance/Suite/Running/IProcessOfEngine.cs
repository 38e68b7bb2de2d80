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

    /// <summary>The verdict on one case, whatever becomes of the process.</summary>
    /// <param name="group">The group that the case belongs to.</param>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    Verdict Judge<T>(string group, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
