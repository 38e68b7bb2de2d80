using System.Collections.Immutable;
using Conformance.Catalog;
using Microsoft.ML.OnnxRuntime;

namespace Conformance.OnnxRuntime;

/// <summary>The engines of ONNX Runtime.</summary>
public static class OnnxRuntimeEngines
{
    /// <summary>Both engines, whether or not the library loads on this machine.</summary>
    public static ImmutableArray<EngineEntry> All { get; } = Entries();

    private static ImmutableArray<EngineEntry> Entries()
    {
        Availability availability = Probe(out string version);
        string origin = $"Microsoft.ML.OnnxRuntime {version}, NuGet";
        return
        [
            Entry("onnxruntime", "Conv with every graph optimisation, weights stored in the model", optimized: true),
            Entry("onnxruntime-noopt", "Conv without graph optimisation, weights supplied with each run", optimized: false),
        ];

        // Double is left out because the library has no double Conv on the CPU: it refuses the model.
        EngineEntry Entry(string name, string description, bool optimized) =>
            new(name, description, origin, AccuracyClass.Componentwise, availability)
            {
                CreateF32 = settings => new OrtConvolution(name, new OrtSettings(optimized, settings.Threads)),
            };
    }

    private static Availability Probe(out string version)
    {
        try
        {
            version = OrtEnv.Instance().GetVersionString();
            return Availability.Present;
        }
        catch (Exception e) when (
            e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
                or BadImageFormatException or OnnxRuntimeException)
        {
            version = "(not loaded)";
            string reason = (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
            return Availability.Absent(reason, "dotnet restore conformance/Engines/OnnxRuntime");
        }
    }
}
