using System.Numerics;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>A wrong convolution that shipped, or plausibly could: an engine that is right but for one thing.</summary>
/// <param name="Id">A short name, as "stride0-all-axes".</param>
/// <param name="Class">What to look at in an engine that has it, as "padding" or "state".</param>
/// <param name="Sentence">What goes wrong.</param>
/// <param name="Source">The public thread, as "owner/repo#N", or "plausible; no thread".</param>
/// <param name="Smallest">A problem line that shows it.</param>
/// <param name="Trigger">The problems on which the engine errs; on all others it is right.</param>
/// <param name="Hooks">What it does differently there.</param>
public sealed record SeededFault(
    string Id, string Class, string Sentence, string Source, string Smallest,
    Func<ConvolutionProblem, bool> Trigger, FaultHooks Hooks)
{
    /// <summary>"plausible; no thread": a source that is none.</summary>
    public const string Plausible = "plausible; no thread";

    /// <summary>Whether it shows with several threads only.</summary>
    public bool NeedsThreads { get; init; }

    /// <summary>Whether it shows with prepared weights only.</summary>
    public bool NeedsPreparing { get; init; }

    /// <summary>Why single calls on numbers cannot show it, so that laws must; empty where they can.</summary>
    public string UnseenBecause { get; init; } = "";

    /// <summary>Whether it shows on guarded memory only: a load of what is not used. It may end the process.</summary>
    public bool NeedsGuards { get; init; }

    /// <summary>Why no law can show it; empty where one can.</summary>
    public string UnseenByLawsBecause { get; init; } = "";

    /// <summary>Both faults of two at once; null where there is one.</summary>
    public (SeededFault First, SeededFault Second)? Both { get; init; }

    /// <summary>This fault and another in one engine; null where both change the same step, so that it would be one or the other.</summary>
    public SeededFault? And(SeededFault other) => Hooks.And(other.Hooks) is null ? null : this with
    {
        Id = $"{Id} + {other.Id}",
        Class = Class == other.Class ? Class : $"{Class} + {other.Class}",
        Sentence = $"{Sentence}; and {other.Sentence}",
        Source = string.Join(" + ", new[] { Source, other.Source }.Where(source => source != Plausible)),
        Trigger = p => Trigger(p) || other.Trigger(p),
        NeedsThreads = false,
        Both = (this, other),
    };

    /// <summary>What the engine does on a problem: <see cref="Hooks"/> where the fault is triggered, else the formula.</summary>
    public FaultHooks HooksOn(ConvolutionProblem problem, int threads) =>
        Both is { } both ? both.First.HooksOn(problem, threads).And(both.Second.HooksOn(problem, threads))!
        : Trigger(problem) && (threads > 1 || !NeedsThreads) ? Hooks : FaultHooks.Right;

    /// <summary>The engine with the fault.</summary>
    /// <param name="threads">How many threads it is to use.</param>
    public IConvolution<T> CreateEngine<T>(int threads = 2) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        NeedsPreparing ? new HookedPreparation<T>(this) : new HookedConvolution<T>(this, threads);
}
