using Conformance.Catalog;
using Conformance.Engines.OnnxRuntime;
using Conformance.Engines.OpenCv;
using Conformance.Engines.Torch;
using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>The engines that a command runs, and those that it would but cannot.</summary>
internal sealed record EngineSelection(IReadOnlyList<EngineUnderTest> Engines, IReadOnlyList<AbsentEngine> Absent)
{
    /// <summary>Every engine there is.</summary>
    public static IReadOnlyList<EngineEntry> Known { get; } =
    [
        new("naive", "reference layer, built in", Accuracy.Componentwise, Availability.Here,
            () => new NaiveConvolution<float>(), () => new NaiveConvolution<double>()),
        .. Kernels.All<float>().Zip(Kernels.All<double>(), (f32, f64) => new EngineEntry(
            f32.Name, "optimised kernel, built in", Accuracy.Componentwise, Availability.Here, () => f32, () => f64)),
        .. OnnxRuntimeEngines.All,
        .. OpenCvEngines.All,
        .. TorchEngines.All,
    ];

    /// <summary>The engines of these names, or all where none is given.</summary>
    /// <exception cref="UserException">A name is unknown, or a named engine cannot run here.</exception>
    public static EngineSelection From(string[] names)
    {
        foreach (string name in names)
        {
            EngineEntry entry = Known.FirstOrDefault(e => e.Name == name)
                ?? throw new UserException($"--engine {name}: no such engine (there are {string.Join(", ", Known.Select(e => e.Name))})");
            if (!entry.Availability.IsHere)
                throw new UserException($"--engine {name}: {entry.Availability.Missing}; install with: {entry.Availability.Install}");
        }
        List<EngineEntry> wanted = [.. Known.Where(e => names.Length == 0 || names.Contains(e.Name))];
        return new EngineSelection(
            [.. wanted.Where(e => e.Availability.IsHere).Select(EngineUnderTest.From)],
            [.. wanted.Where(e => !e.Availability.IsHere).Select(e => new AbsentEngine(e.Name, e.Availability.Missing, e.Availability.Install))]);
    }
}
