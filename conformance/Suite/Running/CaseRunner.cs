using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>Runs an engine on a case and says what is to be said of it. Nothing that the engine throws gets out.</summary>
public static class CaseRunner
{
    private static readonly CallKind[] Calls = [CallKind.Dense, CallKind.Repeat, CallKind.Strided, CallKind.Prepared];

    /// <summary>Whether a call is made on a case. Memory is the same matter on large cases as on small ones, and takes long there.</summary>
    internal static bool IsMade<T>(CallKind kind, CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        data.Sample is null || kind is CallKind.Dense or CallKind.Repeat or CallKind.Prepared;

    /// <summary>The verdict on one case.</summary>
    /// <param name="engine">The engine under test.</param>
    /// <param name="data">The case.</param>
    /// <param name="accuracy">What the engine promises.</param>
    public static Verdict Run<T>(IConvolution<T> engine, CaseData<T> data, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            Support support = engine.Supports(data.Problem);
            if (!support.IsSupported) return new Verdict(VerdictKind.Unsupported, support.Reason);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Verdict(VerdictKind.Crashed, EngineCall.Describe(e));
        }
        var operands = new Operands<T>(data.Problem, data.Input, data.Weight, data.Bias);
        return Judgement.Of(data, accuracy, Calls.Where(kind => IsMade(kind, data)).Select(kind => EngineCall.Make(engine, kind, operands)).OfType<CallOutcome<T>>());
    }
}
