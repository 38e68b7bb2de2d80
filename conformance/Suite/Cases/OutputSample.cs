using Conformance.Spec;

namespace Conformance.Suite.Cases;

/// <summary>Which elements of a large output the oracle evaluates.</summary>
internal static class OutputSample
{
    /// <summary>The corners, where windows meet padding and loops end, and others drawn at random; all different, in order.</summary>
    /// <param name="problem">The problem; its output is not empty.</param>
    /// <param name="count">How many, at least; all where there are no more.</param>
    /// <param name="seed">The seed of the draw.</param>
    public static int[] Draw(ConvolutionProblem problem, int count, ulong seed)
    {
        var places = new SortedSet<int>();
        int[] shape = [.. problem.OutputShape.Select(n => (int)n)];
        for (int corner = 0; corner < 1 << shape.Length; corner++)
        {
            int place = 0;
            for (int axis = 0; axis < shape.Length; axis++) place = place * shape[axis] + ((corner >> axis & 1) == 0 ? 0 : shape[axis] - 1);
            places.Add(place);
        }
        var random = new SplitMix64(seed);
        while (places.Count < Math.Min(count, problem.OutputCount)) places.Add((int)(random.Next() % (ulong)problem.OutputCount));
        return [.. places];
    }
}
