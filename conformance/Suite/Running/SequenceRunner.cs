using System.Numerics;
using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;

namespace Conformance.Suite.Running;

/// <summary>Runs a sequence of calls and says whether each gives what it gives alone. Nothing that the engine throws gets out.</summary>
public static class SequenceRunner
{
    /// <summary>How often the calls are shuffled, and how many there are at a time, each of them so often.</summary>
    private const int Orders = 5, Threads = 4, Rounds = 3;

    /// <summary>The verdict.</summary>
    /// <param name="sequence">The calls.</param>
    /// <param name="engine">The engine, whatever was called before.</param>
    /// <param name="fresh">Makes one that was not called before; the same where none can be made, and calls are then compared
    /// with each other.</param>
    /// <param name="isThreadSafe">Whether it says that it may be called from several threads at once.</param>
    /// <param name="accuracy">What it promises, where a fresh engine may know of the calls of others, as code that keeps things for
    /// a whole process: each call is held to the exact result then. Null where fresh is fresh.</param>
    public static Verdict Run<T>(SequenceCase sequence, IConvolution<T> engine, Func<IConvolution<T>> fresh, bool isThreadSafe, AccuracyClass? accuracy = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isThreads = sequence.Feature == SequenceCase.Threads;
        if (isThreads && !isThreadSafe) return new Verdict(VerdictKind.Unsupported, "does not say that it may be called from several threads at once");
        try
        {
            if (engine.Supports(sequence.Problem) is { IsSupported: false } no) return new Verdict(VerdictKind.Unsupported, no.Reason);
            List<SequenceStep<T>> steps = [];
            foreach (var (line, operands) in sequence.Calls<T>())
            {
                if (!engine.Supports(operands.Problem).IsSupported) continue;
                T[] expected;
                // A call that fails alone too, as one without images, is the matter of the case that it is; the sequence goes on without it.
                try { expected = Alone(fresh(), operands); }
                catch (Exception e) when (steps.Count > 0 && e is not (OutOfMemoryException or WorkerDiedException)) { continue; }
                var step = new SequenceStep<T>(line, operands, expected);
                if (accuracy is { } promised && Wrong(operands, step.Expected, promised) is { } wrong) return wrong with { Reason = $"\"{line}\" among other calls: {wrong.Reason}" };
                steps.Add(step);
            }
            if ((isThreads ? AtOnce(steps, engine) : InOtherOrders(steps, engine, SplitMix64.Mix(sequence.Seed, Number(sequence.Problem)))) is not { } found) return Verdict.Passed;
            return steps.FirstOrDefault(step => !Bits.AreSame(step.Expected, Alone(fresh(), step.Operands))) is { } random
                ? new Verdict(VerdictKind.Nondeterministic, $"the same call gave different bits: \"{random.Line}\"") : found;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Verdict(VerdictKind.Crashed, EngineCall.Describe(e));
        }
    }

    private static Verdict? Wrong<T>(Operands<T> call, T[] output, AccuracyClass accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Comparison.Find<T>(new CaseData<T>(call.Problem, call.Input, call.Weight, call.Bias, isExact: true), output, accuracy) is { } mismatch
            ? new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch) : null;

    private static T[] Alone<T>(IConvolution<T> engine, Operands<T> operands) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new SequenceMemory<T>([operands]).Call(engine, operands);

    /// <summary>All calls on the same two pieces of memory, in turns as chance will have it: what an engine remembers by address is
    /// stale, and what it remembers without the address is too.</summary>
    private static Verdict? InOtherOrders<T>(List<SequenceStep<T>> steps, IConvolution<T> engine, ulong seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SequenceMemory<T>[] memories = [new([.. steps.Select(step => step.Operands)]), new([.. steps.Select(step => step.Operands)])];
        var random = new SplitMix64(SplitMix64.Mix(seed, 0x0DE));
        string before = "the other calls";
        for (int order = 0; order < Orders; order++)
        {
            foreach (SequenceStep<T> step in Shuffled(steps, random))
            {
                string? wrong;
                try { wrong = step.Difference(memories[random.Next() % 2].Call(engine, step.Operands)); }
                catch (Exception e) when (e is not OutOfMemoryException) { wrong = EngineCall.Describe(e); }
                if (wrong is not null)
                    return new Verdict(VerdictKind.StateBetweenCalls, $"state between calls: results differ in another order: \"{step.Line}\" after {before}: {wrong}");
                before = $"\"{step.Line}\"";
            }
        }
        return null;
    }

    /// <summary>Every thread makes all calls, and begins with another one.</summary>
    private static Verdict? AtOnce<T>(List<SequenceStep<T>> steps, IConvolution<T> engine) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var found = new string?[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() => Calls(number)) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return found.OfType<string>().FirstOrDefault() is { } wrong
            ? new Verdict(VerdictKind.NotThreadSafe, $"concurrent calls: results differ from those of one thread: {wrong}") : null;

        void Calls(int number)
        {
            SequenceStep<T>? at = null;
            try
            {
                var memory = new SequenceMemory<T>([.. steps.Select(step => step.Operands)]);
                start.SignalAndWait();
                for (int call = 0; call < Rounds * steps.Count && found[number] is null; call++)
                {
                    at = steps[(number + call) % steps.Count];
                    if (at.Difference(memory.Call(engine, at.Operands)) is { } wrong) found[number] = $"\"{at.Line}\": {wrong}";
                }
            }
            catch (Exception e)
            {
                found[number] = $"\"{at?.Line}\": {EngineCall.Describe(e)}";
            }
        }
    }

    /// <summary>Tells problems apart, the same on every machine: each gets orders of its own.</summary>
    private static ulong Number(ConvolutionProblem problem) => problem.ToString().Aggregate(0UL, (sum, c) => sum * 31 + c);

    private static List<SequenceStep<T>> Shuffled<T>(List<SequenceStep<T>> steps, SplitMix64 random) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<SequenceStep<T>> order = [.. steps];
        for (int i = order.Count - 1; i > 0; i--)
        {
            int j = (int)(random.Next() % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
