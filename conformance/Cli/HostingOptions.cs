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

    /// <summary>How many engines are asked at once.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;

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

    private readonly Option<int?> atOnce = new("--at-once")
    {
        Description = "How many engines are asked at once: as many as there are processors, or one with --in-process. No engine is asked two things at a time.",
    };

    public HostingOptions()
    {
        memory.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() is var given and (< 1 or > long.MaxValue / Mebibyte))
                result.AddError($"--memory-limit {given}: must be a positive number of MiB");
        });
        atOnce.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int given) && given < 1) result.AddError($"--at-once {given}: must be 1 or more");
        });
    }

    /// <param name="command">Takes the options.</param>
    /// <param name="asksManyAtOnce">Whether it asks engines side by side.</param>
    public void AddTo(Command command, bool asksManyAtOnce = false)
    {
        foreach (Option option in new Option[] { time, memory, accuracy, inProcess, isolate }) command.Options.Add(option);
        if (asksManyAtOnce) command.Options.Add(atOnce);
    }

    public Hosting Read(ParseResult options)
    {
        if (options.GetValue(inProcess) && options.GetValue(isolate)) throw new UserException("--isolate: not together with --in-process");
        return new(new WorkerLimits(options.GetValue(time), options.GetValue(memory) * Mebibyte),
            options.GetValue(inProcess), options.GetValue(isolate))
        {
            Accuracy = options.GetValue(accuracy),
            // Libraries that share a process share what they set for all of it.
            AtOnce = options.GetValue(atOnce) ?? (options.GetValue(inProcess) ? 1 : Environment.ProcessorCount),
        };
    }
}
