using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Suite.Running;

/// <summary>An engine, made, with what the suite must know of it.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Accuracy">What it promises.</param>
/// <param name="F32">It in float; null where it does not compute that.</param>
/// <param name="F64">It in double; null where it does not compute that.</param>
public sealed record EngineUnderTest(
    string Name, AccuracyClass Accuracy, IConvolution<float>? F32, IConvolution<double>? F64)
{
    /// <summary>Makes an engine of the catalogue.</summary>
    public static EngineUnderTest From(EngineEntry entry) =>
        new(entry.Name, entry.Accuracy, entry.CreateF32?.Invoke(EngineSettings.Default), entry.CreateF64?.Invoke(EngineSettings.Default));

    /// <summary>The engine in an element type; null where it does not compute that.</summary>
    public IConvolution<T>? For<T>() =>
        typeof(T) == typeof(float) ? (IConvolution<T>?)F32 : typeof(T) == typeof(double) ? (IConvolution<T>?)F64 : null;
}
