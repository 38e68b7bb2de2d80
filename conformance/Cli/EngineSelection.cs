using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Forms;
using Conformance.OneDnn;
using Conformance.OnnxRuntime;
using Conformance.OpenCv;
using Conformance.Optimized;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Conformance.Torch;

namespace Conformance.Cli;

/// <summary>The engines that a command runs, and those that it would but cannot.</summary>
internal sealed record EngineSelection(IReadOnlyList<EngineUnderTest> Engines, IReadOnlyList<AbsentEngine> Absent) : IDisposable
{
    /// <summary>Every engine there is.</summary>
    public static IReadOnlyList<EngineEntry> Known { get; } =
    [
        new("naive", "the formula", "reference layer, built in", AccuracyClass.Componentwise, Availability.Present)
        {
            CreateF16 = _ => new NaiveConvolution<Half>(),
            CreateF32 = _ => new NaiveConvolution<float>(),
            CreateF64 = _ => new NaiveConvolution<double>(),
        },
        .. Kernels.Names.Select(name => Kernel(name, AccuracyClass.Componentwise)),
        .. Kernels.NormwiseNames.Select(name => Kernel(name, AccuracyClass.Normwise)),
        .. OnnxRuntimeEngines.All,
        .. OpenCvEngines.All,
        .. OneDnnEngines.All,
        .. TorchEngines.All,
    ];

    private static EngineEntry Kernel(string name, AccuracyClass accuracy) =>
        new(name, "optimised kernel", "built in", accuracy, Availability.Present)
        {
            CreateF16 = Kernels.HalfNames.Contains(name) ? settings => Kernels.CreateHalf(name, settings.Threads) : null,
            AccuracyF16 = AccuracyClass.SummedInFloat,
            CreateF32 = settings => Kernels.Create<float>(name, settings.Threads),
            CreateF64 = settings => Kernels.Create<double>(name, settings.Threads),
        };

    /// <summary>The engine of a seeded fault.</summary>
    private static EngineEntry Wrong(SeededFault fault) =>
        new(fault.Id, fault.Sentence, "seeded fault", AccuracyClass.Componentwise, Availability.Present)
        {
            CreateF32 = settings => fault.CreateEngine<float>(settings.Threads),
        };

    /// <summary>The engine of a name, or of a seeded fault.</summary>
    /// <exception cref="InvalidDataException">There is no such engine.</exception>
    public static EngineEntry Entry(string name) => Find(name) ?? throw new InvalidDataException($"no such engine (there are {string.Join(", ", Known.Select(e => e.Name))})");

    private static EngineEntry? Find(string name) =>
        Known.FirstOrDefault(e => e.Name == name) ?? FaultBank.All.Where(fault => fault.Id == name).Select(Wrong).FirstOrDefault();

    /// <summary>The engines of these names, or all of the catalogue where none is given.</summary>
    /// <exception cref="UserException">A name is unknown, or a named engine cannot run here.</exception>
    public static EngineSelection From(string[] names, Hosting? hosting = null)
    {
        hosting ??= Hosting.Default;
        foreach (string name in names.Where(name => !PluginSelection.IsPlugin(name)))
        {
            EngineEntry entry = Find(name)
                ?? throw new UserException($"--engine {name}: no such engine (there are {string.Join(", ", Known.Select(e => e.Name))})");
            if (!entry.Availability.IsPresent)
                throw new UserException($"--engine {name}: {entry.Availability.Reason}; install with: {entry.Availability.Install}");
        }
        List<EngineEntry> wanted = [.. Known.Where(e => names.Length == 0 || names.Contains(e.Name)), .. FaultBank.All.Where(fault => names.Contains(fault.Id)).Select(Wrong)];
        return new EngineSelection(
            [
                .. wanted.Where(e => e.Availability.IsPresent).Select(e => hosting.Isolate ? Isolated(e, hosting) : EngineUnderTest.From(e)),
                .. names.Where(PluginSelection.IsPlugin).Distinct().Select(name => PluginSelection.Open(name, hosting)),
            ],
            [.. wanted.Where(e => !e.Availability.IsPresent).Select(e => new AbsentEngine(e.Name, e.Availability.Reason, e.Availability.Install))]);
    }

    /// <summary>Ends the workers at once, from another thread; what waits for them fails.</summary>
    public void Interrupt()
    {
        foreach (EngineUnderTest engine in Engines) engine.Process?.Interrupt();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        foreach (EngineUnderTest engine in Engines) engine.Process?.Dispose();
    }

    private static EngineUnderTest Isolated(EngineEntry entry, Hosting hosting) =>
        PluginSelection.InWorker(entry.Name, WorkerVerb.CommandFor(entry.Name), hosting with { Accuracy = null }) with { Origin = entry.Origin };
}
