using Conformance.Suite.Reports;

namespace Conformance.Suite.Sharding;

/// <summary>Joins the reports of all parts of a run to the report of the whole.</summary>
public static class ShardMerge
{
    /// <summary>The report that one run would have written.</summary>
    /// <param name="parts">The reports, each with the name of its file.</param>
    /// <exception cref="InvalidDataException">They are not the parts of one run, or not all; the message names the file.</exception>
    public static RunReport Join(IReadOnlyList<(string Name, RunReport Report)> parts)
    {
        if (parts.Count == 0) throw new InvalidDataException("there are no reports to join");
        foreach (var (name, report) in parts) CheckItself(name, report);
        foreach (var part in parts.Skip(1)) CheckLike(parts[0], part);
        CheckAll(parts);

        RunReport first = parts[0].Report;
        Dictionary<string, int> order = first.Engines.Select((engine, at) => (engine.Name, at)).ToDictionary(item => item.Name, item => item.at);
        return first with
        {
            Shard = null,
            Results = [.. parts.SelectMany(part => part.Report.Results).OrderBy(result => result.Number).ThenBy(result => order[result.Engine])],
            Laws = [.. Laws(parts).OrderBy(law => law.Type).ThenBy(law => order[law.Engine]).ThenBy(law => law.Number)],
            Profiles = [.. parts.SelectMany(part => part.Report.Profiles).OrderBy(profile => profile.Type).ThenBy(profile => order[profile.Engine])],
            // Each part knew its own failures: the diagnosis that rests on the most is the one to keep.
            Diagnoses = [.. parts.SelectMany(part => part.Report.Diagnoses).GroupBy(diagnosis => diagnosis.Engine).Select(of => of.MaxBy(diagnosis => diagnosis.Failing)!).OrderBy(diagnosis => order[diagnosis.Engine])],
            SpecialValues = [.. parts.SelectMany(part => part.Report.SpecialValues).OrderBy(value => order[value.Engine])],
        };
    }

    private static void CheckItself(string name, RunReport report)
    {
        if (report.Shard is not { } shard) throw new InvalidDataException($"{name}: is the report of a whole run, not of a shard");
        if (report.IsPartial) throw new InvalidDataException($"{name}: is partial: the run of shard {shard.Index}/{shard.Count} was interrupted");
        int held = report.Results.Select(result => result.Number).Distinct().Count();
        if (held != shard.Held) throw new InvalidDataException($"{name}: holds results of {held} cases, and says that there are {shard.Held}");
        HashSet<string> engines = [.. report.Engines.Select(engine => engine.Name)];
        if (report.Results.Select(result => result.Engine).Concat(report.Laws.Select(law => law.Engine)).FirstOrDefault(engine => !engines.Contains(engine)) is { } stranger)
            throw new InvalidDataException($"{name}: has results of engine {stranger}, which is not in its list");
    }

    private static void CheckLike((string Name, RunReport Report) one, (string Name, RunReport Report) other)
    {
        var (a, b) = (one.Report, other.Report);
        if (a.Shard!.Count != b.Shard!.Count)
            throw new InvalidDataException($"{other.Name}: is one of {b.Shard.Count} shards, but {one.Name} one of {a.Shard.Count}");
        foreach (string key in a.Settings.Keys.Union(b.Settings.Keys))
        {
            string left = a.Settings.GetValueOrDefault(key, "none"), right = b.Settings.GetValueOrDefault(key, "none");
            if (left != right) throw new InvalidDataException($"{other.Name}: {key} is {right}, but {left} in {one.Name}");
        }
        if (a.Shard.Fingerprint != b.Shard.Fingerprint)
            throw new InvalidDataException($"{other.Name}: its cases or laws are others than those of {one.Name} (fingerprint {b.Shard.Fingerprint}, not {a.Shard.Fingerprint}): made by another version of the suite?");
        foreach (TestedEngine engine in a.Engines)
        {
            if (b.Engines.FirstOrDefault(e => e.Name == engine.Name) is not { } same)
                throw new InvalidDataException($"{other.Name}: engine {engine.Name} was not run, but in {one.Name} it was");
            if (same.Origin != engine.Origin)
                throw new InvalidDataException($"{other.Name}: engine {engine.Name} is {same.Origin}, but {engine.Origin} in {one.Name}");
        }
        if (b.Engines.FirstOrDefault(e => a.Engines.All(engine => engine.Name != e.Name)) is { } more)
            throw new InvalidDataException($"{other.Name}: engine {more.Name} was run, but in {one.Name} it was not");
    }

    private static void CheckAll(IReadOnlyList<(string Name, RunReport Report)> parts)
    {
        int count = parts[0].Report.Shard!.Count;
        foreach (var twice in parts.GroupBy(part => part.Report.Shard!.Index).Where(same => same.Count() > 1))
            throw new InvalidDataException($"{twice.ElementAt(1).Name}: shard {twice.Key}/{count} again, after {twice.First().Name}");
        int[] missing = [.. Enumerable.Range(1, count).Except(parts.Select(part => part.Report.Shard!.Index))];
        if (missing.Length > 0) throw new InvalidDataException($"missing: shard {string.Join(", ", missing.Select(index => $"{index}/{count}"))}");
        int cases = parts.Sum(part => part.Report.Shard!.Cases), of = parts[0].Report.Shard!.OfCases;
        if (cases != of) throw new InvalidDataException($"the shards hold {cases} cases together, where the run has {of}");
        var owners = new Dictionary<int, string>();
        foreach (var (name, report) in parts)
        {
            foreach (int number in report.Results.Select(result => result.Number).Distinct())
                if (!owners.TryAdd(number, name)) throw new InvalidDataException($"{name}: case {number} is in {owners[number]} too");
        }
    }

    /// <summary>The laws of all parts. An engine that died on a case of one part was spared the laws there; in one run it
    /// would have been spared all of them.</summary>
    private static IEnumerable<LawUse> Laws(IReadOnlyList<(string Name, RunReport Report)> parts)
    {
        HashSet<string> died = [.. parts.SelectMany(part => part.Report.Results).Where(result => result.Verdict.EndedItsProcess).Select(result => result.Engine)];
        foreach (var ofEngine in parts.SelectMany(part => part.Report.Laws).GroupBy(law => (law.Engine, law.Type)))
        {
            int found = ofEngine.Select(law => law.Number).Distinct().Count(), all = parts[0].Report.Shard!.OfLaws;
            if (found == all && ofEngine.Count() == all)
                foreach (LawUse law in ofEngine) yield return law;
            else if (!died.Contains(ofEngine.Key.Engine))
                throw new InvalidDataException($"engine {ofEngine.Key.Engine}: {found} laws in all shards together, where the run has {all}");
        }
    }
}
