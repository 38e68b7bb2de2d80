using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>What became of a case or a law from one run to the next.</summary>
public enum ChangeKind
{
    /// <summary>It failed in neither and fails now.</summary>
    Broken,

    /// <summary>It was not there, and fails.</summary>
    NewFailure,

    /// <summary>It failed and fails.</summary>
    StillFailing,

    /// <summary>It passed, and is neither passed nor failed now: unsupported, suspect, or a known failure.</summary>
    Lost,

    /// <summary>It failed and does not now.</summary>
    Fixed,

    /// <summary>It was not there, and does not fail.</summary>
    New,

    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>Nothing to tell.</summary>
    Same,
}

/// <summary>One case of an engine, or one law, in two runs.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Engine">The engine.</param>
/// <param name="What">The case's line, or "law" and the law's name.</param>
/// <param name="Before">The verdict before; null where it was not there.</param>
/// <param name="After">The verdict after; null where it is not there.</param>
/// <param name="Reason">Why the later one fails, or the earlier one did.</param>
public sealed record Change(ChangeKind Kind, string Engine, string What, string? Before, string? After, string Reason);

/// <summary>Two runs side by side. A case is the same where engine, element type and line are.</summary>
public sealed class ReportChanges
{
    /// <summary>Compares.</summary>
    public ReportChanges(RunReport before, RunReport after)
    {
        (Before, After) = (before, after);
        Dictionary<Key, Entry> old = Entries(before), now = Entries(after);
        All =
        [
            .. old.Where(entry => !now.ContainsKey(entry.Key)).Select(entry => Of(entry.Key, entry.Value, null)),
            .. now.Select(entry => Of(entry.Key, old.GetValueOrDefault(entry.Key), entry.Value)),
        ];
        SettingsThatDiffer = [.. before.Settings.Keys.Union(after.Settings.Keys)
            .Where(name => before.Settings.GetValueOrDefault(name) != after.Settings.GetValueOrDefault(name))
            .Select(name => $"{name} {before.Settings.GetValueOrDefault(name, "none")} → {after.Settings.GetValueOrDefault(name, "none")}")];
    }

    /// <summary>The earlier run.</summary>
    public RunReport Before { get; }

    /// <summary>The later run.</summary>
    public RunReport After { get; }

    /// <summary>Every case and law of both, in the order of the later run.</summary>
    public IReadOnlyList<Change> All { get; }

    /// <summary>What the runs were asked for differently, as "seed 1 → 2".</summary>
    public IReadOnlyList<string> SettingsThatDiffer { get; }

    /// <summary>Whether something fails now that did not fail before.</summary>
    public bool IsWorse => Count(ChangeKind.Broken) + Count(ChangeKind.NewFailure) > 0;

    /// <summary>The changes of a kind.</summary>
    public IEnumerable<Change> Of(ChangeKind kind) => All.Where(change => change.Kind == kind);

    /// <summary>How many there are of a kind.</summary>
    public int Count(ChangeKind kind) => All.Count(change => change.Kind == kind);

    private static Change Of(Key key, Entry? old, Entry? now)
    {
        ChangeKind kind = (old, now) switch
        {
            (null, { Fails: true }) => ChangeKind.NewFailure,
            (null, _) => ChangeKind.New,
            (_, null) => ChangeKind.Gone,
            ({ Fails: true }, { Fails: true }) => ChangeKind.StillFailing,
            ({ Fails: true }, _) => ChangeKind.Fixed,
            (_, { Fails: true }) => ChangeKind.Broken,
            ({ Passes: true }, { Passes: false }) => ChangeKind.Lost,
            _ => ChangeKind.Same,
        };
        string reason = now is { Reason.Length: > 0 } ? now.Reason : old?.Reason ?? "";
        return new Change(kind, key.Engine, key.What, old?.Verdict, now?.Verdict, reason);
    }

    private static Dictionary<Key, Entry> Entries(RunReport report)
    {
        Dictionary<Key, Entry> entries = [];
        foreach (CaseResult result in report.Results)
        {
            Verdict v = result.Verdict;
            Add(new Key(result.Engine, result.Case, result.Type, 0), new Entry(VerdictSign.Of(v.Kind).Words, v.IsFailure, v.Kind == VerdictKind.Passed, v.Reason));
        }
        foreach (LawUse law in report.Laws.Where(law => law.Checks > 0))
            Add(new Key(law.Engine, $"law {law.Law}", law.Type, 0), new Entry(law.Broken > 0 ? "broken" : "holds", law.Broken > 0, law.Broken == 0, law.Reason ?? ""));
        return entries;

        // A line may occur twice, as when two ONNX folders hold the same problem: the first is compared with the first.
        void Add(Key key, Entry entry)
        {
            while (!entries.TryAdd(key, entry)) key = key with { Occurrence = key.Occurrence + 1 };
        }
    }

    private sealed record Key(string Engine, string What, ElementType? Type, int Occurrence);

    private sealed record Entry(string Verdict, bool Fails, bool Passes, string Reason);
}
