using Conformance.Catalog;
using Conformance.Cli;

namespace Conformance.Tests;

/// <summary>A test of a real engine; where the engine is absent it is skipped, with the command that installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(string engine)
    {
        Availability availability = EngineSelection.Known.Single(entry => entry.Name == engine).Availability;
        if (!availability.IsPresent) Skip = $"{availability.Reason}; install with: {availability.Install}";
    }
}
