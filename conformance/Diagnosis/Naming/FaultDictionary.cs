using System.Collections.Concurrent;
using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Diagnosis.Naming;

/// <summary>What every seeded fault does on every problem of the standard set that is small enough; worked out where it is asked for.</summary>
internal sealed class FaultDictionary
{
    /// <summary>Problems of more products than this are left to the others.</summary>
    private const long MostWork = 40_000;

    /// <summary>Threads of every engine: faults of threads show with two.</summary>
    public const int Threads = 2;

    private readonly ConcurrentDictionary<(string Fault, int Witness), IReadOnlyList<StepOutcome>> known = [];

    public FaultDictionary(AccuracyClass accuracy = AccuracyClass.Componentwise, int most = int.MaxValue)
    {
        ConvolutionProblem[] problems =
            [.. CaseFiles.StandardLines().OrderBy(entry => entry.Feature != "covering").Select(entry => entry.Line.Problem)
                .Where(p => p.MultiplyAdds <= MostWork).Distinct()];
        // Every so manieth, where all are too many: neighbours in a file are alike.
        int step = Math.Max(1, problems.Length / most);
        Witnesses = [.. problems.Where((_, i) => i % step == 0).AsParallel().AsOrdered().Select((p, i) => new Witness(p, (ulong)i + 1, accuracy))];
    }

    public IReadOnlyList<Witness> Witnesses { get; }

    /// <summary>What an engine with a fault does on a problem: what a right one does, where the fault is not triggered.</summary>
    public IReadOnlyList<StepOutcome> Of(SeededFault fault, int witness) => known.GetOrAdd((fault.Id, witness), _ =>
        MayErr(fault, Witnesses[witness].Problem)
            ? Script.Run(() => fault.CreateEngine<float>(Threads), Witnesses[witness].Problem, Witnesses[witness].Seed)
            : Witnesses[witness].Right);

    /// <summary>The script calls the problem, the same with its flag turned, and the same with no image.</summary>
    private static bool MayErr(SeededFault fault, ConvolutionProblem p) =>
        fault.Trigger(p) || fault.Trigger(p.With(strict: !p.IsStrict)) || fault.Trigger(p.With(batch: 0));
}
