using Conformance.Faults;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A seeded fault as an explanation of what an engine does.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Matched">On how many failing problems the engine's every bit is the fault's.</param>
/// <param name="Of">On how many problems the engine fails.</param>
/// <param name="FalseAlarms">On how many problems the fault errs where the engine is right.</param>
public sealed record Candidate(SeededFault Fault, int Matched, int Of, int FalseAlarms)
{
    /// <summary>Whether it explains all that the engine does.</summary>
    public bool Fits => Matched == Of && FalseAlarms == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"behaves like `{Fault.Id}` on {Matched} of {Of} failing problems: {Fault.Sentence}."
        + (Fault.Source == SeededFault.Plausible ? "" : $" Seen before in {Fault.Source}.")
        + (FalseAlarms > 0 ? $" But that fault errs on {FalseAlarms} problems on which the engine is right." : "");
}

/// <summary>What was found of an engine.</summary>
/// <param name="Failing">On how many problems it fails.</param>
/// <param name="Passing">On how many it is right.</param>
/// <param name="Candidates">The faults that explain most of the failing ones, the best first.</param>
public sealed record Explanation(int Failing, int Passing, IReadOnlyList<Candidate> Candidates);

/// <summary>Names the fault of an engine by comparing its outputs with those of the seeded faults, bit for bit.</summary>
public sealed class FaultNaming
{
    private readonly ConvolutionProblem[] problems;
    private readonly ulong?[] right;
    private readonly Dictionary<string, ulong?[]> known;

    /// <summary>Runs every fault on the smallest problem of each, and on random ones.</summary>
    /// <param name="random">How many random problems.</param>
    /// <param name="seed">The first seed of them.</param>
    public FaultNaming(int random, ulong seed = 1)
    {
        problems = [.. FaultBank.All.Select(f => ConvolutionProblem.Parse(f.Smallest)),
            .. Enumerable.Range(0, random).Select(i => ProblemGenerator.Draw(seed + (ulong)i))];
        right = Run((FaultBank.All.First(f => !f.NeedsPreparing) with { Trigger = _ => false }).CreateEngine<float>());
        known = FaultBank.All.AsParallel().Select(f => (f.Id, Seen: Run(f.CreateEngine<float>()))).ToDictionary(f => f.Id, f => f.Seen);
    }

    /// <summary>What the engine does, and the faults that explain it.</summary>
    /// <param name="engine">The engine, not called yet.</param>
    /// <param name="without">A fault that is left out; null for none.</param>
    public Explanation Explain(IConvolution<float> engine, string? without = null)
    {
        ulong?[] seen = Run(engine);
        int[] failing = [.. Where(i => seen[i] is not null && seen[i] != right[i])];
        int[] passing = [.. Where(i => seen[i] is not null && seen[i] == right[i])];
        return new Explanation(failing.Length, passing.Length, [.. FaultBank.All.Where(f => f.Id != without)
            .Select(f => new Candidate(f, failing.Count(i => known[f.Id][i] == seen[i]), failing.Length, passing.Count(i => known[f.Id][i] != right[i])))
            .Where(c => c.Matched > 0)
            .OrderByDescending(c => c.Matched - c.FalseAlarms).ThenByDescending(c => c.Matched)]);
    }

    private IEnumerable<int> Where(Func<int, bool> holds) => Enumerable.Range(0, problems.Length).Where(holds);

    private ulong?[] Run(IConvolution<float> engine) => Behaviour.Of(engine, problems);
}
