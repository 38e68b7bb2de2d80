using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Conformance.Suite.Sharding;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>What a run asks of engines beside the cases and laws: accuracy and special values. Of a run in parts, each part
/// asks the engines whose turn it is.</summary>
/// <param name="seed">The seed of all that is drawn.</param>
/// <param name="shard">The part; null for a whole run.</param>
/// <param name="atOnce">How many engines are asked at once.</param>
internal sealed class Surveys(ulong seed, Shard? shard, int atOnce)
{
    private readonly List<AccuracyProfile> profiles = [];
    private readonly List<SpecialValue> specials = [];

    /// <summary>Asks all of it.</summary>
    /// <param name="engines">All engines: whose turn it is must not depend on what became of them.</param>
    /// <param name="living">Those that lived through the cases.</param>
    /// <param name="types">The element types that are wanted.</param>
    /// <param name="isOver">Whether to ask no more.</param>
    /// <param name="progress">Told how far it is.</param>
    public void Run(IReadOnlyList<EngineUnderTest> engines, IReadOnlyCollection<EngineUnderTest> living, IReadOnlySet<ElementType> types, Func<bool> isOver, ProgressContext progress)
    {
        EngineUnderTest[] alive = [.. engines.Where((_, at) => shard is not { } part || at % part.Count == part.Index - 1).Where(living.Contains)];
        if (types.Contains(ElementType.F32)) specials.AddRange(Each("special values", engine => SpecialValueSurvey.Of(engine.Name, engine.Accuracy, ByThreads(engine))));
        if (types.Contains(ElementType.F16)) Profile<Half>();
        if (types.Contains(ElementType.F32)) Profile<float>();
        if (types.Contains(ElementType.F64)) Profile<double>();

        void Profile<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var ladder = new AccuracyLadder<T>(seed);
            profiles.AddRange(Each<AccuracyProfile>($"accuracy in {ConformanceRun.TypeOf<T>().ToString().ToLowerInvariant()}", engine =>
                (engine.Computes<T>() ? engine.For<T>() ?? engine.Process?.Convolution<T>() : null) is { } convolution
                && AccuracySurvey.Of(engine.Name, convolution, engine.AccuracyOf<T>(), ladder) is { } profile ? [profile] : []));
        }

        IEnumerable<TFound> Each<TFound>(string what, Func<EngineUnderTest, IReadOnlyList<TFound>> ask)
        {
            ProgressTask task = progress.AddTask(what, maxValue: Math.Max(alive.Length, 1));
            return SideBySide.Ask(alive, atOnce, engine =>
            {
                IReadOnlyList<TFound> found = !isOver() && engine.Computes<float>() ? ask(engine) : [];
                task.Increment(1);
                return found;
            }).SelectMany(found => found);
        }
    }

    /// <summary>A report with what was found.</summary>
    public RunReport AddTo(RunReport report) => report with { Profiles = profiles, SpecialValues = specials };

    /// <summary>An engine of the catalogue with all threads and then with one, which some libraries keep for the whole
    /// process; any other as it is.</summary>
    private static List<(string, Func<IConvolution<float>>)> ByThreads(EngineUnderTest engine) =>
        engine.Process is { } process
            ? process.IsRenewedInside
                ? [(" and all threads", () => process.Fresh<float>(Environment.ProcessorCount)), (" and one thread", () => process.Fresh<float>())]
                : [("", process.Convolution<float>)]
        : EngineSelection.Known.FirstOrDefault(e => e.Name == engine.Name) is { CreateF32: { } create }
            ? [(" and all threads", () => create(new EngineSettings(Environment.ProcessorCount))), (" and one thread", () => create(EngineSettings.Default))]
            : [("", () => engine.F32!)];
}
