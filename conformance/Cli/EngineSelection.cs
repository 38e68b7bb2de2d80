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
    /// <summary>How many of them are asked at once.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Engines that are not ours, by what their names begin with: to list a family is to look for its library.</summary>
    private static readonly (string Name, Func<IEnumerable<EngineEntry>> Entries)[] Families =
    [
        ("onnxruntime", () => OnnxRuntimeEngines.All), ("opencv", () => OpenCvEngines.All), ("onednn", () => OneDnnEngines.All), ("torch", () => TorchEngines.All),
    ];

    private static readonly EngineEntry[] Ours =
    [
        new("naive", "the formula", "reference layer, built in", AccuracyClass.Componentwise, Availability.Present)
        {
            IsOurs = true,
            IsThreadSafe = true,
            CreateF16 = _ => new NaiveConvolution<Half>(),
            CreateF32 = _ => new NaiveConvolution<float>(),
            CreateF64 = _ => new NaiveConvolution<double>(),
        },
        .. Kernels.Names.Select(name => Kernel(name, AccuracyClass.Componentwise)),
        .. Kernels.NormwiseNames.Select(name => Kernel(name, AccuracyClass.Normwise)),
    ];

    private static readonly Lazy<EngineEntry[]> All = new(() => [.. Ours, .. Families.SelectMany(family => family.Entries())]);

    /// <summary>Every engine there is.</summary>
    public static IReadOnlyList<EngineEntry> Known => All.Value;

    private static EngineEntry Kernel(string name, AccuracyClass accuracy) =>
        new(name, "optimised kernel", "built in", accuracy, Availability.Present)
        {
            IsOurs = true,
            IsThreadSafe = true,
            CreateF16 = Kernels.HalfNames.Contains(name) ? settings => Kernels.CreateHalf(name, settings.Threads) : null,
            AccuracyF16 = AccuracyClass.SummedInFloat,
            CreateF32 = settings => Kernels.Create<float>(name, settings.Threads),
            CreateF64 = settings => Kernels.Create<double>(name, settings.Threads),
        };

    /// <summary>The engine of a seeded fault; one that reads beside its tensors may end the process.</summary>
    private static EngineEntry Wrong(SeededFault fault) =>
        new(fault.Id, fault.Sentence, "seeded fault", AccuracyClass.Componentwise, Availability.Present)
        {
            IsOurs = !fault.NeedsGuards,
            CreateF32 = settings => fault.CreateEngine<float>(settings.Threads),
        };

    /// <summary>The engine of a name, or of a seeded fault; no library but its own is looked for.</summary>
    /// <exception cref="InvalidDataException">There is no such engine.</exception>
    public static EngineEntry Entry(string name) => Find(name) ?? throw new InvalidDataException($"no such engine (there are {string.Join(", ", Known.Select(e => e.Name))})");

    private static EngineEntry? Find(string name) =>
        Families.Where(family => name.StartsWith(family.Name, StringComparison.Ordinal)).SelectMany(family => family.Entries()).Concat(Ours).FirstOrDefault(e => e.Name == name)
        ?? FaultBank.All.Where(fault => fault.Id == name).Select(Wrong).FirstOrDefault();

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
        // A worker starts in half a second, most of which it waits for the disk: they start side by side.
        List<(EngineUnderTest? Engine, AbsentEngine? Absent)> opened =
            [.. wanted.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.FullyBuffered).Select(entry => Open(entry, hosting))];
        if (names.Length > 0 && opened.Select(made => made.Absent).OfType<AbsentEngine>().FirstOrDefault() is { } missing)
            throw new UserException($"--engine {missing.Name}: {missing.Reason}");
        return new EngineSelection(
            [
                .. opened.Select(made => made.Engine).OfType<EngineUnderTest>(),
                .. names.Where(PluginSelection.IsPlugin).Distinct().Select(name => PluginSelection.Open(name, hosting)),
            ],
            [.. opened.Select(made => made.Absent).OfType<AbsentEngine>()])
        {
            AtOnce = hosting.AtOnce,
        };
    }

    /// <summary>An engine, or why there is none: a library may be there and not start.</summary>
    private static (EngineUnderTest?, AbsentEngine?) Open(EngineEntry entry, Hosting hosting)
    {
        if (!entry.Availability.IsPresent) return (null, new AbsentEngine(entry.Name, entry.Availability.Reason, entry.Availability.Install));
        if (!hosting.IsInWorker(entry)) return (EngineUnderTest.From(entry), null);
        try { return (Isolated(entry, hosting), null); }
        catch (InvalidDataException e)
        {
            return (null, new AbsentEngine(entry.Name, $"its worker does not start: {e.Message}", $"convcheck run --in-process --engine {entry.Name}, which shows more"));
        }
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
        PluginSelection.InWorker(entry.Name, WorkerVerb.CommandFor(entry.Name), hosting with { Accuracy = null }, isRenewedInside: true) with { Origin = entry.Origin };
}
