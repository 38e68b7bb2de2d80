namespace Conformance.Bench.Peers.Fftw;

/// <summary>Which lengths a transform is fast at.</summary>
internal static class TransformSize
{
    /// <summary>Rows of such a multiple begin at a register's boundary.</summary>
    private const int Multiple = 8;

    /// <summary>The first lengths from a minimum on that are multiples of 8 and products of 2, 3, 5 and 7. The least is
    /// not always the fastest: at 1039 and more, 1080 takes 5.4 ms there and back, 1120 7.0 and 1152 6.0.</summary>
    public static IReadOnlyList<int> Candidates(long minimum, int count)
    {
        List<int> found = [];
        for (int size = checked((int)(Math.Max(minimum, 1) + Multiple - 1)) / Multiple * Multiple; found.Count < count; size += Multiple)
        {
            if (HasSmallFactors(size)) found.Add(size);
        }
        return found;
    }

    private static bool HasSmallFactors(int size)
    {
        foreach (int factor in new[] { 2, 3, 5, 7 })
        {
            while (size % factor == 0) size /= factor;
        }
        return size == 1;
    }
}
