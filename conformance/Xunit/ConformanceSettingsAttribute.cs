using System.Reflection;
using Conformance.Catalog;

namespace Conformance.Xunit;

/// <summary>What an engine promises, and how thoroughly it is tested.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConformanceSettingsAttribute : Attribute
{
    /// <summary>The error bound that the engine keeps: componentwise where nothing is said.</summary>
    public AccuracyClass Accuracy { get; set; } = AccuracyClass.Componentwise;

    /// <summary>The error bound that it keeps in Half: summed in float where nothing is said.</summary>
    public AccuracyClass AccuracyF16 { get; set; } = AccuracyClass.SummedInFloat;

    /// <summary>Exact fills are drawn until an engine that is wrong slips through a case with at most this probability.</summary>
    public double Miss { get; set; } = 1e-6;

    /// <summary>The seed of the first fill, and of the problems on which laws are tried.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>On how many random problems each law is tried.</summary>
    public int LawProblems { get; set; } = 100;

    /// <summary>Seconds that one test may take before it fails as timed out.</summary>
    public double TimeLimit { get; set; } = 60;

    /// <summary>Only these groups of cases; all where none is named.</summary>
    public string[] Features { get; set; } = [];

    internal static ConformanceSettingsAttribute Of(Type testClass) =>
        testClass.GetCustomAttribute<ConformanceSettingsAttribute>() ?? new ConformanceSettingsAttribute();
}

/// <summary>A failure that is known: the test is skipped with the reason, and one that passes fails, so that no stale entry stays.</summary>
/// <param name="problem">The problem line, without type and fill.</param>
/// <param name="reason">Why it fails, and where that is told.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class KnownFailureAttribute(string problem, string reason) : Attribute
{
    /// <summary>The problem line.</summary>
    public string Problem => problem;

    /// <summary>The reason.</summary>
    public string Reason => reason;
}
