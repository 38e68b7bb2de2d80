using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Small random problems and data for tests; the same seed gives the same.</summary>
internal static class RandomCases
{
    public static ConvolutionProblem Problem(Random random, int? axes = null)
    {
        int groups = random.Next(1, 4);
        while (true)
        {
            var list = Enumerable.Range(0, axes ?? random.Next(1, 4)).Select(_ => new SpatialAxis(
                random.Next(1, 7), random.Next(1, 4), random.Next(1, 4), random.Next(1, 3),
                random.Next(-1, 4), random.Next(-1, 4))).ToList();
            if (list.TrueForAll(a => a.PaddedSize >= a.Span))
            {
                return new ConvolutionProblem(random.Next(1, 3), groups * random.Next(1, 4), groups * random.Next(1, 3),
                    list, groups, bias: random.Next(2) == 0, strict: random.Next(2) == 0);
            }
        }
    }

    public static T[] Fill<T>(long count, Func<T> next) => [.. Enumerable.Range(0, (int)count).Select(_ => next())];

    /// <summary>A finite float from random bits: every exponent, subnormals among them.</summary>
    public static float AnyFloat(Random random)
    {
        while (true)
        {
            float value = BitConverter.Int32BitsToSingle(unchecked((int)random.NextInt64()));
            if (float.IsFinite(value)) return value;
        }
    }

    /// <summary>A finite double from random bits.</summary>
    public static double AnyDouble(Random random)
    {
        while (true)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value)) return value;
        }
    }
}
