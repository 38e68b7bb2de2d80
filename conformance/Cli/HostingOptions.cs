using System.CommandLine;
using Conformance.Catalog;
using Conformance.Suite.Isolation;

namespace Conformance.Cli;

/// <summary>Where engines run, and what they may take there.</summary>
/// <param name="Limits">Of a worker.</param>
/// <param name="InProcess">Whether all code under test runs in this process, for a debugger.</param>
/// <param name="Isolate">Whether this repository's own engines run in workers too.</param>
internal sealed record Hosting(WorkerLimits Limits, bool InProcess, bool Isolate)
{
    /// <summary>What plug-ins promise; null for what they say themselves.</summary>
    public AccuracyClass? Accuracy { get; init; }

    public static Hosting Default { get; } = new(WorkerLimits.Default, InProcess: false, Isolate: false);

    /// <summary>Whether an engine of the catalogue runs in a worker.</summary>
    public bool IsInWorker(EngineEntry entry) => Isolate || (!InProcess && !entry.IsOurs);
}

/// <summary>The options that say so.</summary>
internal sealed class HostingOptions
{
    private const long Mebibyte = 1 << 20;

    private readonly Option<TimeSpan> time = new("--time-limit")
    {
        Description = "What all calls of one case may take in a worker, such as 500ms, 10s, 2m.",
        CustomParser = result => Durations.Parse("--time-limit", result),
        DefaultValueFactory = _ => WorkerLimits.Default.Time,
    };

    private readonly Option<long> memory = new("--memory-limit")
    {
        Description = "What a worker may hold in memory, in MiB.",
        DefaultValueFactory = _ => WorkerLimits.Default.Memory / Mebibyte,
    };

    private readonly Option<bool> inProcess = new("--in-process")
    {
        Description = "Run all engines in this process, under a debugger: what crashes there ends the run.",
    };

    private readonly Option<bool> isolate = new("--isolate")
    {
        Description = "Run the built-in engines in workers too, as all others are.",
    };

    private readonly Option<AccuracyClass?> accuracy = new("--accuracy")
    {
        Description = "What plug-ins promise: componentwise, summedInFloat (half only) or normwise; otherwise what they say themselves.",
    };

    public HostingOptions() => memory.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<long>() is var given and (< 1 or > long.MaxValue / Mebibyte))
            result.AddError($"--memory-limit {given}: must be a positive number of MiB");
    });

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { time, memory, accuracy, inProcess, isolate }) command.Options.Add(option);
    }

    public Hosting Read(ParseResult options)
    {
        if (options.GetValue(inProcess) && options.GetValue(isolate)) throw new UserException("--isolate: not together with --in-process");
        return new(new WorkerLimits(options.GetValue(time), options.GetValue(memory) * Mebibyte),
            options.GetValue(inProcess), options.GetValue(isolate))
        {
            Accuracy = options.GetValue(accuracy),
        };
    }
}
