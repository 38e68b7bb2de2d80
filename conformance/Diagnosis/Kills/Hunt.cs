using System.Diagnostics;
using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Diagnosis.Kills;

/// <summary>The standard set against one fault.</summary>
internal sealed class Hunt(SeededFault fault, IReadOnlyList<ConformanceCase> cases, CaseData<float>[] data)
{
    private readonly List<int> killers = [];

    /// <summary>The cases that kill, by their number in the standard order.</summary>
    public IReadOnlyList<int> Killers => killers;

    public Need Need { get; private set; } = Need.Laws;

    public double SecondsToFirst { get; private set; }

    /// <summary>Every case, on one engine in this process.</summary>
    public void Run()
    {
        IConvolution<float> engine = fault.CreateEngine<float>();
        var clock = Stopwatch.StartNew();
        for (int at = 0; at < data.Length; at++)
        {
            // Up to the first kill every call is made; after it an engine that is right there need not be asked.
            if (killers.Count > 0 && !fault.Trigger(data[at].Problem)) continue;
            Verdict verdict = CaseRunner.Run(engine, data[at], AccuracyClass.Componentwise);
            if (!verdict.IsFailure) continue;
            if (killers.Count == 0) SecondsToFirst = clock.Elapsed.TotalSeconds;
            Need need = NeedOf(verdict, data[at]);
            if (need < Need) Need = need;
            killers.Add(at);
        }
    }

    /// <summary>The cases on which the fault is triggered, in a worker, until so many problems have killed it.</summary>
    public void RunGuarded(Func<SeededFault, EngineUnderTest> inWorker, int problems)
    {
        var clock = Stopwatch.StartNew();
        EngineUnderTest engine = inWorker(fault);
        using IDisposable? process = engine.Process;
        HashSet<ConvolutionProblem> found = [];
        for (int at = 0; at < data.Length && found.Count < problems; at++)
        {
            if (!fault.Trigger(data[at].Problem) || found.Contains(data[at].Problem)) continue;
            if (!engine.Judge(cases[at].Feature, data[at]).IsFailure) continue;
            if (found.Count == 0) SecondsToFirst = clock.Elapsed.TotalSeconds;
            found.Add(data[at].Problem);
            killers.Add(at);
            Need = Need.GuardedMemory;
        }
    }

    private Need NeedOf(Verdict verdict, CaseData<float> item)
    {
        Need need = verdict switch
        {
            { Kind: VerdictKind.Nondeterministic, Mismatch: null } => Need.Repeat,
            { Call: CallKind.Strided } => Need.StridedViews,
            { Call: CallKind.Prepared } => Need.PreparedWeights,
            _ => Need.OneCall,
        };
        // What a fresh engine computes right was wrong because of the calls before.
        return need == Need.OneCall && !CaseRunner.Run(fault.CreateEngine<float>(), item, AccuracyClass.Componentwise).IsFailure
            ? Need.EarlierCalls : need;
    }
}
