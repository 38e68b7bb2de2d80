using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>The calls of one case, made in a worker. One that knows several kinds of calls makes them in one run; any other
/// is asked twice for the same.</summary>
internal sealed class WorkerCalls<T>(WorkerProcess worker, IReadOnlyList<CallKind> calls, CaseData<T> data, Guards guards = Guards.All)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What came of each call.</summary>
    public List<CallOutcome<T>> Outcomes { get; } = [];

    /// <summary>Makes the calls.</summary>
    /// <returns>The verdict where there is no output to judge, else null.</returns>
    public Verdict? Run()
    {
        if (calls.Count > 0) return Run(null);
        return Run(CallKind.Dense) ?? Run(CallKind.Repeat);
    }

    /// <param name="only">The call of a worker that does not name its calls; null for all.</param>
    private Verdict? Run(CallKind? only)
    {
        ConvolutionProblem p = data.Problem;
        var request = new Request("run")
        {
            Type = Protocol.NameOf(ConformanceRun.TypeOf<T>()),
            Problem = ProblemMessage.From(p),
            Tensors = [Message("input", p.InputShape), Message("weights", p.WeightShape), Message("bias", p.BiasShape)],
            Guards = guards == Guards.All ? null : (int)guards,
            Calls = only is null ? [.. calls.Where(kind => CaseRunner.IsMade(kind, data)).Select(Protocol.NameOf)] : null,
        };
        Reply reply = worker.Ask(request, [data.Input, data.Weight, data.Bias], out T[][] outputs, data.Problem.OutputCount);
        if (reply.Status == Reply.Unsupported) return new Verdict(VerdictKind.Unsupported, reply.Reason ?? "no reason given");
        if (reply.Status == Reply.Error) return new Verdict(VerdictKind.Crashed, reply.Reason ?? "an error without a reason");
        CallMessage[] results = only is { } kind ? [new CallMessage(Protocol.NameOf(kind))] : reply.Results ?? [];
        int used = 0;
        foreach (CallMessage result in results)
        {
            if (result.Error is null && !result.Same) used++;
            if (used > outputs.Length || (used == 0 && result.Same)) return new Verdict(VerdictKind.Garbled, "a reply without its tensor");
            Outcomes.Add(new CallOutcome<T>(Protocol.CallOf(result.Call), result.Error is null ? outputs[used - 1] : [])
            {
                Changed = result.Changed,
                WroteBeside = result.WroteBeside,
                Kernel = result.Kernel,
                Error = result.Error,
            });
        }
        return Outcomes.Count > 0 ? null : new Verdict(VerdictKind.Garbled, "a reply without a result");
    }

    private static TensorMessage Message(string name, IEnumerable<nint> shape) => new(name, [.. shape.Select(n => (long)n)]);
}
