using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Conformance.Suite.Sharding;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>A run, or a part of one: its cases over the engines, then laws, accuracy and special values.</summary>
/// <param name="selection">The engines.</param>
/// <param name="request">What is asked for.</param>
/// <param name="shard">The part; null for a whole run.</param>
/// <param name="interruption">Ends it early.</param>
internal sealed class RunJob(EngineSelection selection, RunRequest request, Shard? shard, Interruption interruption)
{
    private readonly IReadOnlyList<PlannedCase> cases = request.Plan.Of(shard);
    private readonly IReadOnlyList<Law> laws = request.LawProblems > 0 ? LawSurvey.Share(shard) : [];
    private readonly List<CaseResult> results = [];
    private readonly List<LawUse> lawUses = [];
    private readonly Surveys surveys = new(request.Seed, shard, selection.AtOnce);
    private int finished;

    /// <summary>Does it all.</summary>
    public void Run(ProgressContext progress)
    {
        foreach (var ofType in cases.GroupBy(item => item.Type))
        {
            ProgressTask task = progress.AddTask($"cases in {ofType.Key.ToString().ToLowerInvariant()}", maxValue: ofType.Count());
            foreach (PlannedCase item in ofType)
            {
                results.AddRange(item.Run(selection.Engines, selection.AtOnce, () => interruption.IsRequested).Where(result => !interruption.Caused(result)));
                if (interruption.IsRequested) return;
                finished++;
                task.Increment(1);
            }
        }
        if (request.LawProblems == 0) return;
        // A process that died on the cases would die on every law, and be started again for each.
        HashSet<string> died = [.. results.Where(result => result.Verdict.EndedItsProcess).Select(result => result.Engine)];
        EngineUnderTest[] alive = [.. selection.Engines.Where(engine => engine.Process is null || !died.Contains(engine.Name))];
        foreach (ElementType type in cases.Select(item => item.Type).Distinct().Order().Where(type => type != ElementType.F16)) RunLaws(alive, type, progress);
        surveys.Run(selection.Engines, alive, cases.Select(item => item.Type).ToHashSet(), () => interruption.IsRequested, progress);
    }

    /// <summary>What came of it.</summary>
    public RunReport ToReport() => surveys.AddTo(new(
        interruption.IsRequested ? new Dictionary<string, string>(request.Settings) { ["partial"] = $"{finished} of {cases.Count} cases" } : request.Settings,
        results, selection.Absent)
    {
        IsPartial = interruption.IsRequested,
        Laws = lawUses,
        Engines = [.. selection.Engines.Select(engine => new TestedEngine(engine.Name, engine.Origin))],
        Shard = shard is { } part ? Record(part) : null,
    });

    private ShardRecord Record(Shard part)
    {
        string[] all = request.LawProblems > 0 ? [.. LawBook.All.Select(law => law.Name)] : [];
        return new ShardRecord(part.Index, part.Count, request.Plan.Fingerprint(request.Settings, all), cases.Count, request.Plan.Cases.Count, laws.Count, all.Length)
        {
            Held = results.Select(result => result.Number).Distinct().Count(),
        };
    }

    private void RunLaws(EngineUnderTest[] alive, ElementType type, ProgressContext progress)
    {
        LawSubject[] computing = [.. alive.Select(engine => LawSelection.Subject(engine, type)).OfType<LawSubject>()];
        ProgressTask task = progress.AddTask($"laws in {type.ToString().ToLowerInvariant()}", maxValue: Math.Max(computing.Length, 1));
        lawUses.AddRange(SideBySide.Ask<LawSubject, IReadOnlyList<LawUse>>(computing, selection.AtOnce, engine =>
        {
            IReadOnlyList<LawUse> uses = interruption.IsRequested ? [] : LawSurvey.Of(engine, request.LawProblems, request.Seed, laws, () => interruption.IsRequested);
            task.Increment(1);
            // What an engine was not asked in full says nothing.
            return interruption.IsRequested ? [] : uses;
        }).SelectMany(uses => uses));
    }
}
