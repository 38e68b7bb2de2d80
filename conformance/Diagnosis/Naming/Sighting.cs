using Conformance.Faults;
using Conformance.Spec;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Naming;

/// <summary>What an engine did on every problem of the dictionary.</summary>
internal sealed class Sighting
{
    /// <summary>A problem of few failures is tried first, so that what does not fit is soon given up.</summary>
    private const int FirstTried = 3;

    private readonly FaultDictionary dictionary;
    private readonly IReadOnlyList<StepOutcome>[] seen;

    public Sighting(FaultDictionary dictionary, Func<Witness, IReadOnlyList<StepOutcome>> run) : this(dictionary, (witness, _) => run(witness))
    {
    }

    public Sighting(FaultDictionary dictionary, Func<Witness, int, IReadOnlyList<StepOutcome>> run)
    {
        this.dictionary = dictionary;
        seen = [.. dictionary.Witnesses.Select(run)];
        var fails = seen.Select((outcome, at) => !dictionary.Witnesses[at].Agree(outcome, dictionary.Witnesses[at].Right)).ToList();
        Failing = [.. Enumerable.Range(0, seen.Length).Where(at => fails[at])];
        Passing = [.. Enumerable.Range(0, seen.Length).Where(at => !fails[at])];
    }

    /// <summary>The witnesses on which it fails.</summary>
    public IReadOnlyList<int> Failing { get; }

    /// <summary>Those on which it is right.</summary>
    public IReadOnlyList<int> Passing { get; }

    /// <summary>Compares a fault on all of them.</summary>
    public LikelyFault Compare(SeededFault fault) => new(
        fault.Id, fault.Class, fault.Sentence, fault.Source,
        Failing.Count(at => Agrees(fault, at)),
        Passing.Count(at => !dictionary.Witnesses[at].Agree(dictionary.Of(fault, at), dictionary.Witnesses[at].Right)));

    /// <summary>Whether a fault may explain all: it does for the first few failures, and no failure is out of its reach.</summary>
    public bool MayExplain(SeededFault fault) =>
        Failing.All(at => fault.Trigger(dictionary.Witnesses[at].Problem)) && Failing.Take(FirstTried).All(at => Agrees(fault, at));

    /// <summary>How it fails, in numbers from −1 to 1: on which steps, on what problems more than on others, and how outputs differ.</summary>
    public double[] Profile()
    {
        double failing = Math.Max(1, Failing.Count);
        return
        [
            .. Enumerable.Range(0, Script.Steps.Count).Select(step => Failing.Count(at => IsWrong(at, step)) / failing),
            .. Conditions.Select(condition => Share(condition, true) - Share(condition, false)),
            .. ErrorShape.Of(Failing.Select(at => (seen[at][0], dictionary.Witnesses[at].Right[0], dictionary.Witnesses[at].Problem))),
        ];
    }

    private static readonly Func<ConvolutionProblem, bool>[] Conditions =
    [
        p => p.Groups > 1, p => p.InputChannelsPerGroup > 1, p => p.HasBias, p => p.IsStrict, p => p.Batch > 1, p => p.Batch == 0,
        p => p.Axes.Length == 1, p => p.Axes.Length == 2, p => p.Axes.Any(a => a.Stride > 1), p => p.Axes.Any(a => a.Dilation > 1),
        p => p.Axes.Any(a => a.PadBefore > 0), p => p.Axes.Any(a => a.PadAfter > 0), p => p.Axes.Any(a => a.PadBefore != a.PadAfter),
        p => p.Axes.Any(a => a.PadBefore < 0), p => p.Axes.All(a => a.Kernel == 1), p => p.Axes.All(a => a.Kernel == 3),
        p => p.Axes.Any(a => a.Kernel % 2 == 0), p => p.Axes.Select(a => a.Stride).Distinct().Count() > 1,
        p => p.Axes.Select(a => a.Dilation).Distinct().Count() > 1, p => p.Axes[^1].Output % 4 != 0, p => p.OutputChannels % 4 != 0,
    ];

    private bool Agrees(SeededFault fault, int at) => dictionary.Witnesses[at].Agree(seen[at], dictionary.Of(fault, at));

    private bool IsWrong(int at, int step) =>
        step < seen[at].Count && step < dictionary.Witnesses[at].Right.Count
        && !dictionary.Witnesses[at].Agree(step, seen[at][step], dictionary.Witnesses[at].Right[step]);

    private double Share(Func<ConvolutionProblem, bool> condition, bool holds)
    {
        int all = 0, wrong = 0;
        HashSet<int> failing = [.. Failing];
        for (int at = 0; at < seen.Length; at++)
        {
            if (condition(dictionary.Witnesses[at].Problem) != holds) continue;
            all++;
            if (failing.Contains(at)) wrong++;
        }
        return all == 0 ? 0 : (double)wrong / all;
    }
}
