using Conformance.Catalog;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.Engines.OnnxRuntime;

/// <summary>ONNX Runtime in its two settings. Its CPU provider has Conv in float only.</summary>
public static class OnnxRuntimeEngines
{
    /// <summary>The engines.</summary>
    public static IReadOnlyList<EngineEntry> All { get; } = List();

    private static IReadOnlyList<EngineEntry> List()
    {
        string version = "";
        Availability availability = Availability.Probe(
            () => version = OrtEnv.Instance().GetVersionString(), "dotnet restore (on a platform that the package has a library for)");
        string origin = $"ONNX Runtime {version}, package Microsoft.ML.OnnxRuntime";
        return
        [
            Entry("onnxruntime", $"{origin}, all graph optimisations", optimised: true),
            Entry("onnxruntime-noopt", $"{origin}, no graph optimisation", optimised: false),
        ];

        EngineEntry Entry(string name, string from, bool optimised) => new(
            name, from, Accuracy.Componentwise, availability, () => new OnnxRuntimeConvolution(name, optimised), null);
    }
}
