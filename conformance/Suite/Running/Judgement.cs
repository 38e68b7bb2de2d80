using System.Numerics;
using Conformance.Catalog;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>What is to be said of the calls of one case, wherever they were made.</summary>
public static class Judgement
{
    /// <summary>The verdict; calls are taken only until it is certain.</summary>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    /// <param name="calls">Its calls: dense, repeated, then others.</param>
    public static Verdict Of<T>(CaseData<T> data, AccuracyClass accuracy, IEnumerable<CallOutcome<T>> calls)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Verdict verdict = Verdict.Passed;
        string? kernel = null;
        CallOutcome<T>? first = null;
        foreach (CallOutcome<T> call in calls)
        {
            kernel = call.Kernel ?? kernel;
            if (call.Kind == CallKind.Repeat) verdict = OfRepeat(data, accuracy, first, call, verdict);
            else if (OfOne(data, accuracy, call) is { } wrong) verdict = wrong;
            first ??= call;
            // A wrong output waits for the repeated call: it may be another wrong output each time.
            if (verdict.IsFailure && !(call.Kind == CallKind.Dense && verdict.Kind == VerdictKind.Failed)) break;
        }
        if (verdict.Kind == VerdictKind.Passed && first is not null && !data.IsExact)
            verdict = verdict with { NormwiseError = Comparison.NormwiseError<T>(data, first.Output) };
        if (verdict.Kind == VerdictKind.Passed && data.Sample is { } sample)
            verdict = verdict with { Sampled = $"{sample.Count} of {data.Problem.OutputCount} elements against the oracle{(data.Checksum is null || accuracy == AccuracyClass.Normwise ? "" : ", all of them by checksums")}" };
        return data.Expected.Count > 0 ? verdict with { Kernel = kernel } : verdict;
    }

    private static Verdict OfRepeat<T>(
        CaseData<T> data, AccuracyClass accuracy, CallOutcome<T>? first, CallOutcome<T> repeated, Verdict verdict)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (repeated.Error is null && first is not null && !Bits.AreSame(first.Output, repeated.Output))
        {
            string wrong = verdict.Mismatch is null ? "" : $", the first of them wrong: {verdict.Mismatch}";
            return new Verdict(VerdictKind.Nondeterministic, "the same call on another buffer gave different bits" + wrong, verdict.Mismatch);
        }
        return verdict.IsFailure ? verdict : OfOne(data, accuracy, repeated) ?? verdict;
    }

    private static Verdict? OfOne<T>(CaseData<T> data, AccuracyClass accuracy, CallOutcome<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Verdict? verdict = call switch
        {
            { Error: { } error } => new Verdict(VerdictKind.Crashed, error),
            { Changed: { } changed } => new Verdict(VerdictKind.InputModified, $"the {changed} {(changed == "weights" ? "were" : "was")} changed"),
            { WroteBeside: true } => new Verdict(VerdictKind.OutOfBounds, "memory beside the output's elements was written"),
            _ => Comparison.Find<T>(data, call.Output, accuracy) is { } mismatch
                ? new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch)
                : null,
        };
        if (verdict is null) return null;
        verdict = verdict with { Call = call.Kind };
        return Where(call.Kind) is { } where ? verdict with { Reason = $"{where}: {verdict.Reason}" } : verdict;
    }

    private static string? Where(CallKind kind) => kind switch
    {
        CallKind.Strided => "on strided views",
        CallKind.Prepared => "with prepared weights",
        CallKind.GuardedEnd => "on memory that ends at the end of a page",
        CallKind.GuardedStart => "on memory that begins at the start of a page",
        _ => null,
    };
}
