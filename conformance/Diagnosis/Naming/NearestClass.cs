using Conformance.Catalog;
using Conformance.Faults;

namespace Conformance.Diagnosis.Naming;

/// <summary>The class of fault whose symptoms are the most alike: the nearest entries of the bank vote.</summary>
internal sealed class NearestClass
{
    /// <summary>Problems on which a fault's symptoms are taken, and how many entries vote.</summary>
    private const int Shown = 24, Voters = 3;

    private readonly Dictionary<string, Symptoms> known;

    /// <summary>Takes the symptoms of every fault of the bank that shows without guarded memory.</summary>
    public NearestClass(IReadOnlyList<Witness> witnesses) => known = FaultBank.All.Where(fault => !fault.NeedsGuards).AsParallel()
        .Select(fault => (fault.Id, Seen: Of(fault, witnesses))).Where(fault => fault.Seen.Failing.Count > 0)
        .ToDictionary(fault => fault.Id, fault => Symptoms.Of(fault.Seen));

    /// <summary>The class.</summary>
    /// <param name="symptoms">Of the engine.</param>
    /// <param name="without">Entries that have no vote.</param>
    public string Of(Symptoms symptoms, Func<SeededFault, bool> without) =>
        FaultBank.All.Where(fault => known.ContainsKey(fault.Id) && !without(fault))
            .Select(fault => (fault.Class, Distance: Distance(symptoms, known[fault.Id])))
            .OrderBy(fault => fault.Distance).Take(Voters)
            .GroupBy(fault => fault.Class).MaxBy(votes => votes.Sum(vote => 1 / (vote.Distance * vote.Distance + 1e-3)))!.Key;

    private static double Distance(Symptoms one, Symptoms other) =>
        MathNet.Numerics.Distance.Euclidean([.. one.Values], [.. other.Values]);

    private static Sighting Of(SeededFault fault, IReadOnlyList<Witness> witnesses) =>
        new([.. Witnesses.Spread([.. witnesses.Where(witness => fault.Trigger(witness.Problem))], Shown)], fault.CreateEngine<float>, AccuracyClass.Componentwise);
}
