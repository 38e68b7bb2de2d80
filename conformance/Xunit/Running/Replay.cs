using Conformance.Catalog;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;

namespace Conformance.Xunit;

/// <summary>Command lines that run a failure again.</summary>
/// <param name="engine">The type of the engine.</param>
/// <param name="settings">The settings of the test class.</param>
internal sealed class Replay(Type engine, ConformanceSettingsAttribute settings)
{
    public string OfCase(ConformanceCase item, ElementType type)
    {
        AccuracyClass accuracy = type == ElementType.F16 ? settings.AccuracyF16 : settings.Accuracy;
        string told = accuracy == AccuracyClass.Componentwise ? "" : $" --accuracy {accuracy}";
        return item is FilledCase or SequenceCase
            ? $"convcheck replay {Shell.Quote(item.Describe(type))}{told} {Engine}"
            : $"convcheck run --feature {item.Feature} --type {type.ToString().ToLowerInvariant()}{told} {Engine}";
    }

    public string OfLaw(Finding finding) => $"convcheck replay {Shell.Quote(finding.Line)} --law {finding.Law.Name} {Engine}";

    /// <summary>The engine as the command line loads it: it must be public, and made without parameters.</summary>
    private string Engine => engine.IsVisible && engine.GetConstructor(Type.EmptyTypes) is not null
        ? $"--engine {Shell.Quote($"{engine.Assembly.Location}:{(engine.FullName ?? engine.Name).Split('`')[0]}")}"
        : $"--engine … (for that, {engine.Name} must be public, with a constructor without parameters)";
}
