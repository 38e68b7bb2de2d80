using Conformance.Spec;

namespace Conformance.Engines.Tests;

/// <summary>Small problems drawn with a fixed seed, so that a failure comes again.</summary>
internal static class RandomProblems
{
    /// <summary>Problems that the engine supports: 1 to 3 axes, groups, depthwise, strides, dilations, unequal pads.</summary>
    public static IEnumerable<ConvolutionProblem> For<T>(IConvolution<T> engine, int count, int seed = 1) =>
        Draw(new Random(seed)).Where(problem => engine.Supports(problem).IsSupported).Take(count);

    /// <summary>Planes of one channel with kernels of about this many taps, which is all that filter2D does.</summary>
    public static IEnumerable<ConvolutionProblem> Planes<T>(IConvolution<T> engine, int kernel, int count)
    {
        Random random = new(kernel);
        while (count > 0)
        {
            ConvolutionProblem problem = new(random.Next(1, 3), 1, 1, [Axis(), Axis()], bias: random.Next(2) == 0);
            if (!engine.Supports(problem).IsSupported) continue;
            count--;
            yield return problem;
        }

        SpatialAxis Axis()
        {
            int taps = random.Next(Math.Max(1, kernel - 2), kernel + 1);
            int before = random.Next(taps);
            return new(taps + random.Next(12), taps, 1, 1, before, random.Next(taps - before));
        }
    }

    private static IEnumerable<ConvolutionProblem> Draw(Random random)
    {
        while (true)
        {
            long groups = random.Next(3) == 0 ? random.Next(2, 5) : 1;
            (long input, long output) = (random.Next(1, 6), random.Next(1, 6));
            if (random.Next(4) == 0) (groups, input, output) = (random.Next(2, 20), 1, random.Next(1, 3));
            // Channel counts that fill a vector, where the packed and the Winograd kernels begin.
            if (random.Next(4) == 0) (groups, input, output) = (1, 16, 16);
            SpatialAxis[] axes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Axis(random))];
            if (axes.Any(axis => axis.PaddedSize < axis.Span)) continue;
            yield return new(random.Next(1, 4), groups * input, groups * output, axes, groups, random.Next(2) == 0);
        }
    }

    private static SpatialAxis Axis(Random random)
    {
        int before = random.Next(4);
        SpatialAxis axis = new(random.Next(1, 15), random.Next(1, 4), 1, 1, before, before);
        if (random.Next(3) == 0) axis = axis with { PadAfter = random.Next(4) };
        return random.Next(2) == 0 ? axis : axis with { Stride = random.Next(1, 4), Dilation = random.Next(1, 4) };
    }
}
