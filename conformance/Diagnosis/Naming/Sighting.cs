using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Spec;
using Conformance.Suite.Reports;

namespace Conformance.Diagnosis.Naming;

/// <summary>What an engine did on every witness.</summary>
internal sealed class Sighting
{
    /// <summary>Threads of every engine: faults of threads show with two.</summary>
    public const int Threads = 2;

    /// <summary>Failures on which a fault is tried before it is tried on all, and of how many it must explain one.</summary>
    private const int Tried = 12, OneOf = 4;

    /// <summary>So many problems are asked even where the time is over: who is asked nothing would look right.</summary>
    private const int Least = 8;

    private readonly IReadOnlyList<StepOutcome>[] seen;

    /// <summary>Runs the script.</summary>
    /// <param name="witnesses">On these.</param>
    /// <param name="create">Makes an engine, for so many threads.</param>
    /// <param name="accuracy">What it promises.</param>
    /// <param name="isOver">Whether to go on no longer; null for never. Some are asked in any case.</param>
    public Sighting(IReadOnlyList<Witness> witnesses, Func<int, IConvolution<float>> create, AccuracyClass accuracy = AccuracyClass.Componentwise, Func<bool>? isOver = null)
    {
        (Create, Accuracy) = (create, accuracy);
        seen = [.. witnesses.TakeWhile((_, at) => at < Least || isOver?.Invoke() != true).Select(witness => (IReadOnlyList<StepOutcome>)[.. Script.Run(() => create(Threads), witness.Problem, witness.Seed)])];
        Witnesses = [.. witnesses.Take(seen.Length)];
        ILookup<bool, int> wrong = Enumerable.Range(0, seen.Length).ToLookup(at => !Witnesses[at].Agree(seen[at], Witnesses[at].Right));
        (Failing, Passing) = ([.. wrong[true]], [.. wrong[false]]);
    }

    /// <summary>Makes the engine.</summary>
    public Func<int, IConvolution<float>> Create { get; }

    /// <summary>Makes the engine in a process of its own; null where it is not in one.</summary>
    public Func<IConvolution<float>>? CreateApart { get; init; }

    /// <summary>What it promises.</summary>
    public AccuracyClass Accuracy { get; }

    /// <summary>The witnesses that it came to.</summary>
    public IReadOnlyList<Witness> Witnesses { get; }

    /// <summary>The numbers of those on which it fails.</summary>
    public IReadOnlyList<int> Failing { get; }

    /// <summary>The numbers of those on which it is right.</summary>
    public IReadOnlyList<int> Passing { get; }

    /// <summary>Whether the same call gave different bits on some witness, so that no other engine can do just the same.</summary>
    public bool Varies => Failing.Any(at => seen[at][0].Flaw == "varies");

    /// <summary>What the engine did on a witness.</summary>
    public IReadOnlyList<StepOutcome> At(int witness) => seen[witness];

    /// <summary>The first step on which it is wrong on a witness.</summary>
    public int FirstWrongStep(int at) =>
        Enumerable.Range(0, seen[at].Count).First(step => !Witnesses[at].Agree(step, seen[at][step], Witnesses[at].Right[step]));

    /// <summary>Whether a fault explains enough of some failures to be compared on all.</summary>
    public bool MayBe(SeededFault fault)
    {
        int[] some = [.. Naming.Witnesses.Spread(Failing, Tried)];
        return some.Count(at => Agrees(fault, at)) * OneOf >= some.Length;
    }

    /// <summary>Whether a fault may explain all failures: it does so for the first few, and none is out of its reach.</summary>
    public bool MayExplain(SeededFault fault) =>
        Failing.All(at => MayErr(fault, Witnesses[at].Problem)) && Naming.Witnesses.Spread(Failing, Tried / OneOf).All(at => Agrees(fault, at));

    /// <summary>Compares a fault on all witnesses.</summary>
    public LikelyFault Compare(SeededFault fault) => new(
        fault.Id, fault.Class, fault.Sentence, fault.Source,
        Failing.Count(at => Agrees(fault, at)),
        Passing.Count(at => MayErr(fault, Witnesses[at].Problem) && !Witnesses[at].Agree(Witnesses[at].Right, Of(fault, at))));

    private bool Agrees(SeededFault fault, int at) => MayErr(fault, Witnesses[at].Problem) && Witnesses[at].Agree(seen[at], Of(fault, at));

    private IEnumerable<StepOutcome> Of(SeededFault fault, int at) => fault.NeedsGuards ? Dying(fault, Witnesses[at])
        : Script.Run(() => fault.CreateEngine<float>(Threads), Witnesses[at].Problem, Witnesses[at].Seed);

    /// <summary>What a fault does on guarded memory, where it would end this process too.</summary>
    private static IEnumerable<StepOutcome> Dying(SeededFault fault, Witness witness)
    {
        StepOutcome dies = new([], Script.Dies);
        if (fault.Trigger(witness.Problem)) return [dies];
        return fault.Trigger(witness.Problem.With(strict: !witness.Problem.IsStrict))
            ? witness.Right.Select((outcome, step) => step == Script.TurnedStep ? dies : outcome) : witness.Right;
    }

    /// <summary>The script calls the problem, the same with its flag turned, and the same with no image.</summary>
    private static bool MayErr(SeededFault fault, ConvolutionProblem p) =>
        fault.Trigger(p) || fault.Trigger(p.With(strict: !p.IsStrict)) || fault.Trigger(p.With(batch: 0));
}
