using System.Numerics;
using Conformance.Catalog;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>What a run asks of engines beside the cases: laws, accuracy, special values.</summary>
/// <param name="seed">The seed of all that is drawn.</param>
internal sealed class Surveys(ulong seed)
{
    private readonly List<LawUse> laws = [];
    private readonly List<AccuracyProfile> profiles = [];
    private readonly List<SpecialValue> specials = [];

    /// <summary>Asks all of it, of the engines that lived through the cases.</summary>
    /// <param name="engines">The engines.</param>
    /// <param name="results">The verdicts on the cases.</param>
    /// <param name="types">The element types that are wanted.</param>
    /// <param name="lawProblems">On how many problems laws are checked; 0 for none.</param>
    /// <param name="progress">Told how far it is.</param>
    public void Run(
        IReadOnlyList<EngineUnderTest> engines, IReadOnlyList<CaseResult> results, ElementType[] types, int lawProblems, ProgressContext progress)
    {
        // A process that died on the cases would die again and again here.
        HashSet<string> died = [.. results.Where(result => result.Verdict.EndedItsProcess).Select(result => result.Engine)];
        EngineUnderTest[] alive = [.. engines.Where(engine => engine.Process is null || !died.Contains(engine.Name))];
        if (types.Contains(ElementType.F32))
        {
            Each("laws", alive, engine => { if (lawProblems > 0) laws.AddRange(LawSurvey.Of(LawSelection.Subject(engine), lawProblems, seed)); });
            Each("special values", alive, engine => specials.AddRange(SpecialValueSurvey.Of(engine.Name, engine.Accuracy, ByThreads(engine))));
        }
        if (types.Contains(ElementType.F16)) Profile<Half>();
        if (types.Contains(ElementType.F32)) Profile<float>();
        if (types.Contains(ElementType.F64)) Profile<double>();

        void Profile<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var ladder = new AccuracyLadder<T>(seed);
            Each($"accuracy in {ConformanceRun.TypeOf<T>().ToString().ToLowerInvariant()}", alive, engine =>
            {
                if ((engine.For<T>() ?? engine.Process?.Convolution as IConvolution<T>) is { } convolution
                    && AccuracySurvey.Of(engine.Name, convolution, engine.AccuracyOf<T>(), ladder) is { } profile) profiles.Add(profile);
            });
        }

        void Each(string what, EngineUnderTest[] asked, Action<EngineUnderTest> ask)
        {
            ProgressTask task = progress.AddTask(what, maxValue: Math.Max(asked.Length, 1));
            foreach (EngineUnderTest engine in asked.Where(e => e.Computes<float>()))
            {
                ask(engine);
                task.Increment(1);
            }
        }
    }

    /// <summary>A report with what was found.</summary>
    public RunReport AddTo(RunReport report) => report with { Laws = laws, Profiles = profiles, SpecialValues = specials };

    /// <summary>An engine of the catalogue with all threads and then with one, which some libraries keep for the whole
    /// process; any other as it is.</summary>
    private static List<(string, Func<IConvolution<float>>)> ByThreads(EngineUnderTest engine) =>
        engine.Process is { } process ? [("", () => process.Convolution)]
        : EngineSelection.Known.FirstOrDefault(e => e.Name == engine.Name) is { CreateF32: { } create }
            ? [(" and all threads", () => create(new EngineSettings(Environment.ProcessorCount))), (" and one thread", () => create(EngineSettings.Default))]
            : [("", () => engine.F32!)];
}
