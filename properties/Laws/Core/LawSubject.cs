using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>An engine as laws see it: they may make fresh ones, and ask for threads.</summary>
/// <param name="name">Its name.</param>
/// <param name="accuracy">What it promises.</param>
/// <param name="create">Makes a fresh one that uses so many threads, where the engine can choose.</param>
/// <param name="shared">The one engine to use for all calls, as in a process of its own; null where every subject has its own.</param>
public sealed class LawSubject(string name, AccuracyClass accuracy, Func<int, IConvolution<float>> create, IConvolution<float>? shared = null)
{
    private IConvolution<float>? engine;

    /// <summary>The element type that it computes in; laws hand it their floats in that type.</summary>
    public ElementType Type { get; private init; } = ElementType.F32;

    /// <summary>An engine in double.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="accuracy">What it promises.</param>
    /// <param name="create">Makes a fresh one that uses so many threads, where the engine can choose.</param>
    /// <param name="shared">The one engine to use for all calls, as in a process of its own; null where every subject has its own.</param>
    /// <param name="isCostly">Whether every call and every fresh engine takes long.</param>
    public static LawSubject OfDouble(
        string name, AccuracyClass accuracy, Func<int, IConvolution<double>> create, IConvolution<double>? shared = null, bool isCostly = false) =>
        new(name, accuracy, threads => InDouble.Of(create(threads)), shared is null ? null : InDouble.Of(shared)) { Type = ElementType.F64, IsCostly = isCostly };

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>What the engine promises.</summary>
    public AccuracyClass Accuracy => accuracy;

    /// <summary>The engine under test: one instance for all calls, so that what it remembers can show.</summary>
    public IConvolution<float> Engine => engine ??= shared ?? create(1);

    /// <summary>An engine that has not been called yet.</summary>
    public IConvolution<float> Fresh(int threads = 1) => create(threads);

    /// <summary>The same engine, not called yet unless all share one.</summary>
    public LawSubject Renewed() => new(name, accuracy, create, shared) { Type = Type, IsCostly = IsCostly, Guarded = Guarded, Instance = Instance };

    /// <summary>Whether every call and every fresh engine takes long.</summary>
    public bool IsCostly { get; init; } = shared is not null;

    /// <summary>The engine on memory between inaccessible pages; null where it may not end this process.</summary>
    public IConvolution<float>? Guarded { get; init; }

    /// <summary>Makes a fresh one for so many threads in the process of all others, where that costs less than <see cref="Fresh"/>; null
    /// where it cannot be made.</summary>
    public Func<int, IConvolution<float>>? Instance { get; init; }

    /// <inheritdoc/>
    public override string ToString() => name;
}
