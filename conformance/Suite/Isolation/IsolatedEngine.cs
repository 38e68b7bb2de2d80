using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>An engine in a worker. Whatever becomes of the worker is the verdict on the case that it was at; for the next
/// one there is a fresh worker.</summary>
public sealed class IsolatedEngine : IProcessOfEngine
{
    private readonly WorkerCommand command;
    private readonly WorkerLimits limits;
    private readonly HashSet<ElementType> types;
    private readonly CallKind[] calls;
    private readonly BoundsDiagnosis bounds = new();
    private readonly Patience patience = new();
    private readonly Dictionary<(ElementType, ConvolutionProblem), Reply> supported = [];
    private readonly bool makesFresh;
    private volatile WorkerProcess? worker, fresh;
    private long instances;
    private volatile bool isInterrupted;

    private IsolatedEngine(WorkerCommand command, WorkerLimits limits, WorkerProcess worker, Reply started, bool isRenewedInside)
    {
        (this.command, this.limits, this.worker, IsRenewedInside) = (command, limits, worker, isRenewedInside);
        types = [.. (started.Types ?? ["f32"]).Select(Protocol.TypeOf)];
        // Guarded calls come first: a write beside a tensor ends the worker there, before it can spoil the heap.
        calls = [.. (started.Calls ?? []).Select(Protocol.CallOf).OrderByDescending(kind => kind.IsGuarded())];
        makesFresh = started.MakesFresh == true;
        Name = started.Name ?? "";
        Accuracy = Protocol.AccuracyOf(started.Accuracy ?? "componentwise");
        AccuracyF16 = started.AccuracyF16 is { } half ? Protocol.AccuracyOf(half) : Accuracy;
    }

    /// <summary>How the engine calls itself; empty where it does not.</summary>
    public string Name { get; }

    /// <summary>What it promises, as it says.</summary>
    public AccuracyClass Accuracy { get; }

    /// <summary>What it promises in Half.</summary>
    public AccuracyClass AccuracyF16 { get; }

    /// <inheritdoc/>
    public bool IsRenewedInside { get; }

    /// <summary>The call of who asks directly; none for a worker that knows no names of calls.</summary>
    private CallKind[]? Dense => calls.Length > 0 ? [CallKind.Dense] : null;

    /// <inheritdoc/>
    public IConvolution<T> Convolution<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new WorkerConvolution<T>(Name, Worker, () => worker = null, Dense, supported);

    /// <inheritdoc/>
    public IConvolution<T>? Guarded<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        calls.Where(kind => kind.IsGuarded()).ToArray() is { Length: > 0 } guarded
            ? new WorkerConvolution<T>(Name, Worker, () => worker = null, guarded, supported) : null;

    /// <inheritdoc/>
    public IConvolution<T> Fresh<T>(int threads = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsRenewedInside) return new WorkerConvolution<T>(Name, Worker, () => worker = null, Dense, supported, threads);
        fresh?.Dispose();
        fresh = null;
        return new WorkerConvolution<T>(Name, () => fresh ??= Started(), () => fresh = null, Dense, supported);
    }

    /// <inheritdoc/>
    public IConvolution<T>? Instance<T>(int threads = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        makesFresh ? new WorkerConvolution<T>(Name, Worker, () => worker = null, Dense, supported, threads) { Instance = instances++ } : null;

    /// <summary>Starts a worker and hears what it has to say of its engine.</summary>
    /// <exception cref="InvalidDataException">It does not start, or does not speak the protocol; the message says why.</exception>
    /// <param name="command">Starts the worker.</param>
    /// <param name="limits">What a case may take there.</param>
    /// <param name="isRenewedInside">Whether the worker makes fresh engines itself when it is asked to.</param>
    public static IsolatedEngine Open(WorkerCommand command, WorkerLimits limits, bool isRenewedInside = false)
    {
        try
        {
            var (worker, started) = WorkerProcess.Start(command, limits);
            try
            {
                if (started.Status != Reply.Ok) throw new InvalidDataException(started.Reason ?? "the engine does not start and does not say why");
                if (started.Protocol != Protocol.Version) throw new InvalidDataException($"speaks version {started.Protocol} of the protocol, where {Protocol.Version} is expected");
                return new IsolatedEngine(command, limits, worker, started, isRenewedInside);
            }
            catch (InvalidDataException)
            {
                worker.Dispose();
                throw;
            }
        }
        catch (WorkerDiedException died)
        {
            throw new InvalidDataException(died.Message, died);
        }
    }

    /// <inheritdoc/>
    public bool Computes(ElementType type) => types.Contains(type);

    /// <inheritdoc/>
    public Verdict Judge<T>(string group, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (patience.IsOver(group) is { } enough) return enough;
        Verdict verdict;
        try { verdict = Ask(data, accuracy); }
        catch (WorkerDiedException died)
        {
            worker = null;
            verdict = new Verdict(KindOf(died.Cause), died.Message);
            if (verdict.Kind == VerdictKind.Crashed && died.Call?.StartsWith("guarded", StringComparison.Ordinal) == true)
                verdict = bounds.Explain(verdict, Protocol.CallOf(died.Call), (kinds, guards) => Survives(data, kinds, guards));
        }
        patience.Hear(group, verdict);
        return verdict;
    }

    /// <inheritdoc/>
    public Verdict Judge<T>(SequenceCase sequence, AccuracyClass accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A program that names no calls is called through its pipe, one thing after the other, and is not made anew for each.
        if (calls.Length == 0) return SequenceRunner.Run(sequence, Convolution<T>(), Convolution<T>, isThreadSafe: false, accuracy);
        var request = new Request("sequence")
        {
            Type = Protocol.NameOf(ConformanceRun.TypeOf<T>()),
            Problem = ProblemMessage.From(sequence.Problem),
            Sequence = sequence.Feature,
            Accuracy = IsRenewedInside ? null : Protocol.NameOf(accuracy),
            Seed = sequence.Seed,
        };
        if (patience.IsOver(sequence.Feature) is { } enough) return enough;
        Verdict verdict;
        try
        {
            Reply reply = Worker().Ask(request, Array.Empty<byte[]>(), out _, outputs: 0);
            verdict = Enum.TryParse(reply.Verdict, out VerdictKind kind)
                ? new Verdict(kind, reply.Reason ?? "") : new Verdict(VerdictKind.Crashed, reply.Reason ?? "an error without a reason");
        }
        catch (WorkerDiedException died)
        {
            worker = null;
            verdict = new Verdict(KindOf(died.Cause), died.Message);
        }
        patience.Hear(sequence.Feature, verdict);
        return verdict;
    }

    /// <inheritdoc/>
    public void Interrupt()
    {
        isInterrupted = true;
        worker?.Kill();
        fresh?.Kill();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        worker?.Dispose();
        fresh?.Dispose();
    }

    private static VerdictKind KindOf(VerdictOfDeath cause) => cause switch
    {
        VerdictOfDeath.Time => VerdictKind.TimedOut,
        VerdictOfDeath.Memory => VerdictKind.MemoryExceeded,
        VerdictOfDeath.Garbage => VerdictKind.Garbled,
        _ => VerdictKind.Crashed,
    };

    private Verdict Ask<T>(CaseData<T> data, AccuracyClass accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Reply support = Supports<T>(data.Problem);
        if (support.Status == Reply.Unsupported) return new Verdict(VerdictKind.Unsupported, support.Reason ?? "no reason given");
        if (support.Status == Reply.Error) return new Verdict(VerdictKind.Crashed, support.Reason ?? "an error without a reason");
        var session = new WorkerCalls<T>(Worker(), calls, data);
        return session.Run() is { } refusal ? refusal : Judgement.Of(data, accuracy, session.Outcomes.OrderBy(call => call.Kind));
    }

    /// <summary>Whether a worker lives through calls.</summary>
    private bool Survives<T>(CaseData<T> data, CallKind[] kinds, Guards guards) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            new WorkerCalls<T>(Worker(), kinds, data, guards).Run();
            return true;
        }
        catch (WorkerDiedException)
        {
            worker = null;
            return false;
        }
    }

    /// <summary>Several cases are of one problem, and it is asked for once.</summary>
    private Reply Supports<T>(ConvolutionProblem problem)
    {
        ElementType type = ConformanceRun.TypeOf<T>();
        if (supported.TryGetValue((type, problem), out Reply? known)) return known;
        var request = new Request("supports") { Type = Protocol.NameOf(type), Problem = ProblemMessage.From(problem) };
        return supported[(type, problem)] = Worker().Ask(request, Array.Empty<byte[]>(), out _, outputs: 0);
    }

    private WorkerProcess Worker() => worker ??= Started();

    private WorkerProcess Started()
    {
        if (isInterrupted) throw new WorkerDiedException(VerdictOfDeath.Ended, "the run was interrupted", null);
        try { return WorkerProcess.Start(command, limits).Worker; }
        catch (InvalidDataException e) { throw new WorkerDiedException(VerdictOfDeath.Ended, e.Message, null); }
    }
}
