using Conformance.Suite.Running;

namespace Conformance.Suite.Isolation;

/// <summary>Explains a worker that died on guarded memory: it is run again, without guards and with one at a time.</summary>
internal sealed class BoundsDiagnosis
{
    private static readonly CallKind[] Unguarded = [CallKind.Dense, CallKind.Repeat];

    /// <summary>The tensors, the one that was found last at the front: an engine mostly errs at the same place.</summary>
    private readonly List<Guards> tensors = [Guards.Weights, Guards.Input, Guards.Output, Guards.Bias];

    /// <summary>The verdict: out of bounds, with tensor and side; or the crash, where it has nothing to do with guards.</summary>
    /// <param name="crash">How the worker died.</param>
    /// <param name="side">In which guarded call.</param>
    /// <param name="survives">Makes calls again, with these tensors guarded, and says whether the worker lived.</param>
    public Verdict Explain(Verdict crash, CallKind side, Func<CallKind[], Guards, bool> survives)
    {
        if (!survives(Unguarded, Guards.All)) return crash;
        foreach (Guards tensor in tensors)
        {
            if (survives([side], tensor)) continue;
            tensors.Remove(tensor);
            tensors.Insert(0, tensor);
            // Behind a guard that may be read only writing is fatal.
            string verb = survives([side], tensor | Guards.Readable) ? "reads" : "writes";
            string where = side == CallKind.GuardedEnd ? "past the end of" : "before the start of";
            return OutOfBounds($"{verb} {where} the {tensor.ToString().ToLowerInvariant()}", crash);
        }
        return OutOfBounds("touches memory beside a tensor, and only where all four are guarded", crash);
    }

    private static Verdict OutOfBounds(string what, Verdict crash) => new(VerdictKind.OutOfBounds, $"{what} ({crash.Reason})");
}
