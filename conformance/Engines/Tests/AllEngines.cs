using Conformance.Catalog;
using Conformance.OneDnn;
using Conformance.OnnxRuntime;
using Conformance.OpenCv;
using Conformance.Torch;

namespace Conformance.Engines.Tests;

/// <summary>Every engine of this folder.</summary>
internal static class AllEngines
{
    public static IReadOnlyList<EngineEntry> List { get; } =
        [.. OnnxRuntimeEngines.All, .. OpenCvEngines.All, .. OneDnnEngines.All, .. TorchEngines.All];

    public static EngineEntry Named(string name) => List.Single(entry => entry.Name == name);
}

/// <summary>A test that needs an engine: skipped, with the command that installs it, where the engine is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(string engine)
    {
        Availability availability = AllEngines.Named(engine).Availability;
        if (!availability.IsPresent) Skip = $"{availability.Reason}; install: {availability.Install}";
    }
}
