using System.Diagnostics;

namespace Conformance.Bench.Compare;

/// <summary>What some cores can move at this moment: copies between arrays that no cache holds.</summary>
internal static class MemoryPeak
{
    /// <summary>64 MiB each: twice a large third-level cache, together.</summary>
    private const int Elements = 16 << 20;

    private static readonly Lazy<(float[] From, float[] To)> Arrays = new(() =>
    {
        float[] from = new float[Elements], to = new float[Elements];
        // Touched, so that the system gives the pages before anything is timed.
        Array.Fill(from, 1);
        Array.Fill(to, 1);
        return (from, to);
    });

    /// <summary>Bytes a second, read and written; the best of some copies.</summary>
    /// <param name="threads">How many threads copy, a part each.</param>
    public static double Measure(int threads)
    {
        (float[] from, float[] to) = Arrays.Value;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        double best = double.PositiveInfinity;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Parallel.For(0, threads, options, part =>
            {
                int first = (int)((long)Elements * part / threads), end = (int)((long)Elements * (part + 1) / threads);
                Array.Copy(from, first, to, first, end - first);
            });
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * sizeof(float) * Elements / best;
    }
}
