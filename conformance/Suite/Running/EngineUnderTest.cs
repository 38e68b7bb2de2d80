using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>An engine, made, with what the suite must know of it.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Accuracy">What it promises.</param>
/// <param name="F32">It in float; null where it does not compute that.</param>
/// <param name="F64">It in double; null where it does not compute that.</param>
public sealed record EngineUnderTest(
    string Name, AccuracyClass Accuracy, IConvolution<float>? F32, IConvolution<double>? F64)
{
    /// <summary>It in Half; null where it does not compute that.</summary>
    public IConvolution<Half>? F16 { get; init; }

    /// <summary>It in another process; null where it runs in this one.</summary>
    public IProcessOfEngine? Process { get; init; }

    /// <summary>Whether it says that one instance may be called from several threads at once.</summary>
    public bool IsThreadSafe { get; init; }

    /// <summary>Makes the engine anew, not called yet; null where it cannot be made again.</summary>
    public Func<EngineUnderTest>? Renew { get; init; }

    /// <summary>Whose code it is, with its version.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What it promises in Half.</summary>
    public AccuracyClass AccuracyF16 { get; init; } = Accuracy;

    /// <summary>Makes an engine of the catalogue.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="settings">What can be chosen; one thread where it is left out.</param>
    public static EngineUnderTest From(EngineEntry entry, EngineSettings? settings = null) =>
        new(entry.Name, entry.Accuracy, entry.CreateF32?.Invoke(settings ?? EngineSettings.Default), entry.CreateF64?.Invoke(settings ?? EngineSettings.Default))
        {
            F16 = entry.CreateF16?.Invoke(settings ?? EngineSettings.Default),
            AccuracyF16 = entry.AccuracyF16,
            Origin = entry.Origin,
            IsThreadSafe = entry.IsThreadSafe,
            Renew = () => From(entry, settings),
        };

    /// <summary>The engine in an element type; null where it does not compute that.</summary>
    public IConvolution<T>? For<T>() =>
        typeof(T) == typeof(Half) ? (IConvolution<T>?)F16
        : typeof(T) == typeof(float) ? (IConvolution<T>?)F32
        : typeof(T) == typeof(double) ? (IConvolution<T>?)F64 : null;

    /// <summary>Whether the engine computes in an element type.</summary>
    public bool Computes<T>() => Process?.Computes(ConformanceRun.TypeOf<T>()) ?? For<T>() is not null;

    /// <summary>The verdict on one case.</summary>
    /// <param name="group">The group that the case belongs to.</param>
    /// <param name="data">The case, in an element type that the engine computes in.</param>
    public Verdict Judge<T>(string group, CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Process?.Judge(group, data, AccuracyOf<T>()) ?? CaseRunner.Run(For<T>()!, data, AccuracyOf<T>());

    /// <summary>The verdict on a sequence of calls.</summary>
    /// <param name="sequence">The calls, in an element type that the engine computes in.</param>
    public Verdict Judge<T>(SequenceCase sequence) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Process?.Judge<T>(sequence, AccuracyOf<T>()) ?? SequenceRunner.Run(sequence, For<T>()!, () => Renew?.Invoke().For<T>() ?? For<T>()!, IsThreadSafe);

    /// <summary>What the engine promises in an element type.</summary>
    public AccuracyClass AccuracyOf<T>() => typeof(T) == typeof(Half) ? AccuracyF16 : Accuracy;
}
