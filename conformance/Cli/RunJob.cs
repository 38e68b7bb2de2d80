using Conformance.Laws;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Conformance.Suite.Sharding;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>A run, or a part of one: its cases over the engines, then its laws.</summary>
/// <param name="selection">The engines.</param>
/// <param name="request">What is asked for.</param>
/// <param name="shard">The part; null for a whole run.</param>
internal sealed class RunJob(EngineSelection selection, RunRequest request, Shard? shard)
{
    private readonly IReadOnlyList<PlannedCase> cases = request.Plan.Of(shard);
    private readonly IReadOnlyList<Law> laws = request.LawProblems > 0 ? LawSurvey.Share(shard) : [];
    private readonly List<CaseResult> results = [];
    private readonly List<LawUse> lawUses = [];

    /// <summary>Does it all.</summary>
    public void Run(ProgressContext progress)
    {
        foreach (var ofType in cases.GroupBy(item => item.Type))
        {
            ProgressTask task = progress.AddTask($"cases in {ofType.Key.ToString().ToLowerInvariant()}", maxValue: ofType.Count());
            foreach (PlannedCase item in ofType)
            {
                results.AddRange(item.Run(selection.Engines));
                task.Increment(1);
            }
        }
        if (laws.Count > 0) RunLaws(progress);
    }

    /// <summary>What came of it.</summary>
    public RunReport ToReport() => new(request.Settings, results, selection.Absent)
    {
        Laws = lawUses,
        Engines = [.. selection.Engines.Select(engine => new TestedEngine(engine.Name, engine.Origin))],
        Shard = shard is { } part ? Record(part) : null,
    };

    private ShardRecord Record(Shard part)
    {
        string[] all = request.LawProblems > 0 ? [.. LawBook.All.Select(law => law.Name)] : [];
        return new ShardRecord(part.Index, part.Count, request.Plan.Fingerprint(request.Settings, all), cases.Count, request.Plan.Cases.Count, laws.Count, all.Length)
        {
            Held = results.Select(result => result.Number).Distinct().Count(),
        };
    }

    private void RunLaws(ProgressContext progress)
    {
        // A process that died on the cases would die on every law, and be started again for each.
        HashSet<string> died = [.. results.Where(result => result.Verdict.EndedItsProcess).Select(result => result.Engine)];
        EngineUnderTest[] computing = [.. selection.Engines.Where(engine => engine.Computes<float>() && !(engine.Process is not null && died.Contains(engine.Name)))];
        ProgressTask task = progress.AddTask("laws in f32", maxValue: computing.Length);
        foreach (EngineUnderTest engine in computing)
        {
            lawUses.AddRange(LawSurvey.Of(LawSelection.Subject(engine), request.LawProblems, request.Seed, laws));
            task.Increment(1);
        }
    }
}
