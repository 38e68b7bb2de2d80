using System.Collections.Immutable;
using Conformance.Spec;

namespace Conformance.Catalog;

/// <summary>What a report knows of an engine before it runs. Reading an entry neither throws nor prints.</summary>
/// <param name="Name">The engine's name, which is also its <see cref="IConvolution{T}.Name"/>.</param>
/// <param name="Description">One line: which algorithm, in which mode.</param>
/// <param name="Origin">Whose code runs, and its version.</param>
/// <param name="Accuracy">The kind of error bound it obeys.</param>
/// <param name="Availability">Whether it can run here, and if not, what installs it.</param>
public sealed record EngineEntry(
    string Name, string Description, string Origin, AccuracyClass Accuracy, Availability Availability)
{
    /// <summary>Creates the engine for binary32; null where it has none.</summary>
    public Func<EngineSettings, IConvolution<float>>? CreateF32 { get; init; }

    /// <summary>Creates the engine for binary64; null where it has none.</summary>
    public Func<EngineSettings, IConvolution<double>>? CreateF64 { get; init; }

    /// <summary>Creates the engine for binary16; null where it has none.</summary>
    public Func<EngineSettings, IConvolution<Half>>? CreateF16 { get; init; }

    /// <summary>Whether one instance may be called from several threads at once, as it says.</summary>
    public bool IsThreadSafe { get; init; }

    /// <summary>Whether it is written in this repository: any other code is trusted with nothing, and runs in a worker.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The kind of error bound it obeys in binary16.</summary>
    public AccuracyClass AccuracyF16 { get; init; } = Accuracy;

    /// <summary>The element types that the engine has, present or not.</summary>
    public ImmutableArray<ElementType> ElementTypes =>
    [
        .. CreateF16 is null ? Array.Empty<ElementType>() : [ElementType.F16],
        .. CreateF32 is null ? Array.Empty<ElementType>() : [ElementType.F32],
        .. CreateF64 is null ? Array.Empty<ElementType>() : [ElementType.F64],
    ];
}
