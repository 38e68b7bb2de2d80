namespace Conformance.Optimized.Threads;

/// <summary>How long threads take that share blocks of work, each of which is taken by who is free first.</summary>
internal static class Makespan
{
    /// <summary>Of more copies than this the first ones tell as much.</summary>
    private const long MostCopies = 64;

    /// <param name="length">What each copy is cut from.</param>
    /// <param name="block">The length of a block; the last one of a copy may be shorter.</param>
    /// <param name="extra">What a block costs beside its length.</param>
    /// <param name="copies">How many copies there are.</param>
    /// <param name="threads">How many threads.</param>
    /// <returns>What the thread has computed that is done last.</returns>
    public static long Of(long length, long block, long extra, long copies, int threads)
    {
        Span<long> busy = threads <= 64 ? stackalloc long[threads] : new long[threads];
        busy.Clear();
        for (long copy = Math.Min(copies, MostCopies); copy > 0; copy--)
        {
            for (long at = 0; at < length; at += block)
            {
                int first = 0;
                for (int thread = 1; thread < threads; thread++)
                    if (busy[thread] < busy[first]) first = thread;
                busy[first] += Math.Min(block, length - at) + extra;
            }
        }
        long longest = 0;
        foreach (long time in busy) longest = Math.Max(longest, time);
        return longest;
    }
}
