using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>What an engine remembers from one call to the next.</summary>
internal static class StateFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("key-lacks-flag", "state", "the key of a cache leaves out whether the kernel is flipped",
            "pytorch/pytorch#3659", "mb1ic1iw2oc1kw2",
            _ => true, new() { Remember = ForgetFlag })
        { UnseenBecause = "it takes two calls that differ in a flag" },

        new("stale-indirection", "state", "a table of addresses is rebuilt when the size changes, not when the buffer does",
            "pytorch/pytorch#52463", "mb1ic1iw1oc1kw1",
            _ => true, new() { Remember = KeepInput }),

        new("prepack-stale", "state", "packed weights survive a change of the weights in place",
            "ooples/AiDotNet.Tensors#583", "mb1ic1iw1oc1kw1",
            _ => true, new() { Remember = KeepWeights })
        { UnseenBecause = "it takes two calls on weights that changed in place" },

        new("early-exit-state", "state", "an empty call skips the update of a cache, and the next call takes what it holds",
            "microsoft/onnxruntime#10041", "mb1ic1iw1oc1kw1",
            _ => true, new() { Remember = SkipUpdateWhenEmpty })
        { UnseenBecause = "it takes an empty call before the one that is wrong" },

        new("empty-divides", "empty", "the work of a thread is divided by the number of images, of which there may be none",
            SeededFault.Plausible, "mb0ic1iw1oc1kw1",
            p => p.Batch == 0, new() { Remember = Divide }),

        new("pooled-length", "memory", "an input is copied to a pooled buffer, and its bounds are those of the buffer: what it held before is read right of the last row",
            SeededFault.Plausible, "mb1ic1iw3oc1kw2pw0qw1",
            p => p.InputCount > 0 && p.Axes[^1].PadAfter > 0, new() { Remember = Rent, ReadsBehindTheLastRow = true })
        { UnseenBecause = "it takes a call with a longer input before the one that is wrong" },

        new("tuner-clobbers-out", "memory", "the first call of a shape tries kernels on the caller's output, and adds to what the trial left",
            "Oneflow-Inc/oneflow#9452", "mb1ic1iw1oc1kw1",
            p => p.OutputCount > 0, new() { Remember = (memory, call) => call.AfterTrial = memory.Tuned.Add(call.Problem) }),
    ];

    private static void ForgetFlag(FaultMemory memory, FaultyCall call)
    {
        ConvolutionProblem key = call.Problem.With(strict: false);
        if (!memory.Flags.TryGetValue(key, out bool strict)) memory.Flags[key] = strict = call.Problem.IsStrict;
        call.Problem = call.Problem.With(strict: strict);
    }

    private static void KeepInput(FaultMemory memory, FaultyCall call)
    {
        if (memory.Last is { } last && last.Problem.Equals(call.Problem) && last.InputAddress != call.InputAddress) call.Input = last.Input;
        else memory.Last = call;
    }

    private static void KeepWeights(FaultMemory memory, FaultyCall call)
    {
        if (memory.Last is { } last && last.Problem.Equals(call.Problem) && last.WeightAddress == call.WeightAddress) call.Weight = last.Weight;
        else memory.Last = call;
    }

    private static void SkipUpdateWhenEmpty(FaultMemory memory, FaultyCall call)
    {
        if (call.Problem.Batch == 0)
        {
            memory.WasEmpty = true;
            return;
        }
        if (memory.WasEmpty) call.Weight = memory.Last is { } last && last.Weight.Length == call.Weight.Length ? last.Weight : new double[call.Weight.Length];
        else memory.Last = call;
        memory.WasEmpty = false;
    }

    private static void Divide(FaultMemory memory, FaultyCall call) =>
        ArgumentOutOfRangeException.ThrowIfNegative(call.Problem.OutputChannels / call.Problem.Batch);

    /// <summary>The pool is the engine's own: what a buffer holds behind the input is an earlier call's.</summary>
    private static void Rent(FaultMemory memory, FaultyCall call)
    {
        double[] rented = memory.Pool.Rent(call.Input.Length);
        call.Input.CopyTo(rented, 0);
        call.Input = [.. rented];
        memory.Pool.Return(rented);
    }
}
