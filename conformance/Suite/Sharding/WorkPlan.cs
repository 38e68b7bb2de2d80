using System.Security.Cryptography;
using System.Text;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Sharding;

/// <summary>All cases of a run, in order, and how they are shared out. Neither depends on the engines or on the machine.</summary>
public sealed class WorkPlan
{
    /// <summary>A plan.</summary>
    /// <param name="cases">The cases by element type, in order; one that stands twice in a type counts once.</param>
    public WorkPlan(IEnumerable<(ElementType Type, ConformanceCase Case)> cases) =>
        Cases = [.. cases.DistinctBy(item => (item.Type, item.Case.Feature, item.Case.Describe(item.Type)))
            .Select((item, number) => new PlannedCase(number, item.Type, item.Case))];

    /// <summary>Every case.</summary>
    public IReadOnlyList<PlannedCase> Cases { get; }

    /// <summary>The cases of a part, in order. The dearest case goes to the part that has least to do so far, then the next
    /// one: parts differ in cost by one case at most.</summary>
    /// <param name="shard">The part; null for the whole.</param>
    public IReadOnlyList<PlannedCase> Of(Shard? shard)
    {
        if (shard is not { } part) return Cases;
        var loads = new PriorityQueue<int, (long Load, int Index)>(Enumerable.Range(1, part.Count).Select(index => (index, (0L, index))));
        List<PlannedCase> mine = [];
        foreach (PlannedCase item in Cases.OrderByDescending(item => item.Cost).ThenBy(item => item.Id, StringComparer.Ordinal))
        {
            loads.TryDequeue(out int index, out var least);
            loads.Enqueue(index, (least.Load + item.Cost, index));
            if (index == part.Index) mine.Add(item);
        }
        return [.. mine.OrderBy(item => item.Number)];
    }

    /// <summary>Tells two runs apart that were asked for other things: of the settings and of the ids of all cases and laws.</summary>
    /// <param name="settings">What the run was asked for.</param>
    /// <param name="laws">The names of the laws that it checks.</param>
    public string Fingerprint(IReadOnlyDictionary<string, string> settings, IEnumerable<string> laws)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var setting in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)) Add($"{setting.Key}={setting.Value}");
        foreach (PlannedCase item in Cases) Add(item.Id);
        foreach (string law in laws) Add(law);
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
