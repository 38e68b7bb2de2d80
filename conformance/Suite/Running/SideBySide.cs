using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Conformance.Suite.Running;

/// <summary>Asks several engines at once. No engine is asked two things at a time, and each hears its questions in order: what
/// an engine answers does not depend on how many others are asked.</summary>
public static class SideBySide
{
    /// <summary>Asks each of them.</summary>
    /// <param name="engines">The engines.</param>
    /// <param name="atOnce">How many are asked at once; with 1 all on the calling thread.</param>
    /// <param name="ask">The question.</param>
    /// <returns>The answers, in the order of the engines.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one at once.</exception>
    public static IReadOnlyList<TAnswer> Ask<TEngine, TAnswer>(IReadOnlyList<TEngine> engines, int atOnce, Func<TEngine, TAnswer> ask)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        if (atOnce == 1 || engines.Count < 2) return [.. engines.Select(ask)];
        try
        {
            // One takes long where another takes none: who is free takes the next.
            return [.. Partitioner.Create(engines, EnumerablePartitionerOptions.NoBuffering).AsParallel().AsOrdered().WithDegreeOfParallelism(atOnce).Select(ask)];
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
            throw;
        }
    }
}
