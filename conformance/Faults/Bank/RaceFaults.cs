using static Conformance.Faults.SeededFault;

namespace Conformance.Faults;

/// <summary>What goes wrong only while several threads call one engine; any single call, and any sequence of calls, is right.</summary>
internal static class RaceFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("shared-scratch", "threading", "the input is staged in a buffer that all calls of an engine share",
            Plausible, "mb1ic1iw1oc1kw1", _ => true, new() { Remember = Stage })
        { UnseenBecause = "it takes two calls at the same time" },

        new("plan-published-early", "threading", "a plan is in the cache before its weights are packed, and is taken from it",
            Plausible, "mb1ic1iw1oc1kw1", _ => true, new() { Remember = PublishEarly })
        { UnseenBecause = "it takes two calls at the same time" },
    ];

    private static void Stage(FaultMemory memory, FaultyCall call)
    {
        memory.Last = call;
        // The window in which the fault shows: another thread may come in here. Nothing waits for it.
        Thread.Sleep(0);
        if (memory.Last is { } staged && staged.Input.Length == call.Input.Length) call.Input = staged.Input;
    }

    private static void PublishEarly(FaultMemory memory, FaultyCall call)
    {
        if (memory.Last is { } plan && plan.Weight.Length == call.Weight.Length)
        {
            call.Weight = plan.Weight;
            return;
        }
        memory.Last = new FaultyCall(call.Problem, call.Input, new double[call.Weight.Length], call.InputAddress, call.WeightAddress);
        // The window in which the fault shows: another thread may come in here. Nothing waits for it.
        Thread.Sleep(0);
        memory.Last = null;
    }
}
