using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>The worker's side: hosts one engine and answers until it is told to stop or the pipe ends.</summary>
public sealed class WorkerHost
{
    /// <summary>How many engines with a number are kept at most.</summary>
    private const int MostInstances = 8;

    private readonly FramePipe pipe;
    private readonly Func<EngineSettings, EngineUnderTest> open;
    private readonly OrderedDictionary<long, EngineUnderTest> instances = [];
    private EngineUnderTest? engine;

    private WorkerHost(Stream from, Stream to, Func<EngineSettings, EngineUnderTest> open) => (pipe, this.open) = (new FramePipe(from, to), open);

    /// <summary>Answers requests.</summary>
    /// <param name="from">Where requests come from.</param>
    /// <param name="to">Where answers go.</param>
    /// <param name="open">Makes an engine; what it throws is the answer to "start".</param>
    public static void Serve(Stream from, Stream to, Func<EngineSettings, EngineUnderTest> open) => new WorkerHost(from, to, open).Serve();

    private void Serve()
    {
        while (pipe.ReadLine(MessageJson.Default.Request) is { Verb: not "stop" } request)
        {
            if (request.Verb == "start") Answer(Start());
            else if (request.Problem is not { } problem) Answer(new Reply(Reply.Error) { Reason = $"{request.Verb}: no problem" });
            else if (request.Type == "f16") Answer<Half>(request, problem.ToProblem());
            else if (request.Type == "f64") Answer<double>(request, problem.ToProblem());
            else Answer<float>(request, problem.ToProblem());
        }
    }

    private Reply Start()
    {
        try
        {
            engine = open(EngineSettings.Default);
        }
        catch (Exception e)
        {
            return new Reply(Reply.Error) { Reason = e.Message.ReplaceLineEndings(" ") };
        }
        return new Reply(Reply.Ok)
        {
            Protocol = Protocol.Version,
            Name = engine.Name,
            Types = [.. Types(engine)],
            Accuracy = Protocol.NameOf(engine.Accuracy),
            AccuracyF16 = engine.F16 is null ? null : Protocol.NameOf(engine.AccuracyF16),
            Calls = [.. Enum.GetValues<CallKind>().Select(Protocol.NameOf)],
            MakesFresh = true,
        };
    }

    /// <summary>An engine that was not called before, or was only by its number.</summary>
    private EngineUnderTest Fresh(int threads, long? instance)
    {
        if (instance is { } known && instances.TryGetValue(known, out EngineUnderTest? kept)) return kept;
        EngineUnderTest made = open(new EngineSettings(threads));
        if (instance is not { } number) return made;
        if (instances.Count == MostInstances) instances.RemoveAt(0);
        return instances[number] = made;
    }

    private static IEnumerable<string> Types(EngineUnderTest engine)
    {
        if (engine.F16 is not null) yield return "f16";
        if (engine.F32 is not null) yield return "f32";
        if (engine.F64 is not null) yield return "f64";
    }

    private void Answer(Reply reply) => pipe.Write(reply, MessageJson.Default.Reply, Array.Empty<byte[]>());

    private void Answer<T>(Request request, ConvolutionProblem problem) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] tensors = [.. (request.Tensors ?? []).Select(t => pipe.ReadTensor<T>(t.Shape.Aggregate(1L, (count, n) => count * n)))];
        EngineUnderTest? asked;
        try { asked = request.Fresh is { } threads ? Fresh(threads, request.Instance) : engine; }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Answer(new Reply(Reply.Error) { Reason = EngineCall.Describe(e) });
            return;
        }
        if (asked?.For<T>() is not { } convolution) Answer(new Reply(Reply.Unsupported) { Reason = $"not in {request.Type}" });
        else if (request is { Verb: "sequence", Sequence: { } group }) Answer(Sequence(asked, request, new SequenceCase(group, problem, request.Seed ?? 1), convolution));
        else if (request.Verb == "run") Run(convolution, request, new Operands<T>(problem, tensors[0], tensors[1], tensors[2]));
        else Answer(Supports(convolution, problem));
    }

    private static Reply Sequence<T>(EngineUnderTest engine, Request request, SequenceCase sequence, IConvolution<T> convolution) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Verdict verdict = SequenceRunner.Run(sequence, convolution, () => engine.Renew?.Invoke().For<T>() ?? convolution, engine.IsThreadSafe,
            request.Accuracy is { } accuracy ? Protocol.AccuracyOf(accuracy) : null);
        return new Reply(Reply.Ok) { Verdict = verdict.Kind.ToString(), Reason = verdict.Reason };
    }

    private static Reply Supports<T>(IConvolution<T> convolution, ConvolutionProblem problem)
    {
        try
        {
            Support support = convolution.Supports(problem);
            return support.IsSupported ? new Reply(Reply.Ok) : new Reply(Reply.Unsupported) { Reason = support.Reason };
        }
        catch (Exception e)
        {
            return new Reply(Reply.Error) { Reason = EngineCall.Describe(e) };
        }
    }

    private void Run<T>(IConvolution<T> convolution, Request request, Operands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<CallMessage> results = [];
        List<T[]> outputs = [];
        CallKind? announced = null;
        foreach (string name in request.Calls ?? [Protocol.NameOf(CallKind.Dense)])
        {
            CallKind kind = Protocol.CallOf(name);
            // The suite must know whether a worker died in a guarded call; of the others one word is enough, since each costs time.
            if (request.Calls is not null && (kind.IsGuarded() || announced?.IsGuarded() != false)) Answer(new Reply(Reply.Running) { Call = name });
            announced = kind;
            if (Make(convolution, kind, operands, (Guards)(request.Guards ?? (int)Guards.All)) is not { } call) continue;
            // Outputs are mostly all the same: sending them once halves the time on the pipe.
            bool same = call.Error is null && outputs.Count > 0 && Bits.AreSame(outputs[^1], call.Output);
            if (call.Error is null && !same) outputs.Add(call.Output);
            results.Add(new CallMessage(name)
            {
                Same = same,
                Changed = call.Changed,
                WroteBeside = call.WroteBeside,
                Kernel = call.Kernel,
                Error = call.Error,
            });
        }
        long[] shape = [.. operands.Problem.OutputShape.Select(n => (long)n)];
        var reply = new Reply(Reply.Ok)
        {
            Results = [.. results],
            Tensors = [.. outputs.Select(_ => new TensorMessage("output", shape))],
        };
        pipe.Write(reply, MessageJson.Default.Reply, outputs);
    }

    private static CallOutcome<T>? Make<T>(IConvolution<T> convolution, CallKind kind, Operands<T> operands, Guards guards)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try { return EngineCall.Make(convolution, kind, operands, guards); }
        catch (OutOfMemoryException e) { return new CallOutcome<T>(kind, []) { Error = EngineCall.Describe(e) }; }
    }
}
