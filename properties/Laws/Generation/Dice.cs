using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>Random choices that are the same on every machine: integers only, from SplitMix64.</summary>
internal sealed class Dice(ulong seed)
{
    private readonly SplitMix64 random = new(seed);

    public long Between(long low, long high) => low + (long)(random.Next() % (ulong)(high - low + 1));

    public T OneOf<T>(params ReadOnlySpan<T> values) => values[(int)Between(0, values.Length - 1)];

    public bool Chance(int percent) => Between(1, 100) <= percent;

    /// <summary>A multiple of 4, 8, 16, 32 or 64, one less, or one more: where vectors and tiles end.</summary>
    public long AroundABlock() => OneOf<long>(4, 8, 8, 16, 16, 32, 64) * OneOf<long>(1, 1, 2) % 96 + Between(-1, 1);

    /// <summary>A small axis whose window fits.</summary>
    public SpatialAxis Axis()
    {
        SpatialAxis axis;
        do
        {
            axis = new SpatialAxis(
                OneOf<long>(1, 2, 3, 4, 5, 6, 7, 8, 9), OneOf<long>(1, 2, 3, 3, 4, 5), OneOf<long>(1, 1, 2, 3), OneOf<long>(1, 1, 2, 3),
                OneOf<long>(-1, 0, 0, 1, 1, 2, 3), OneOf<long>(-1, 0, 0, 1, 1, 2, 3));
        }
        while (axis.PaddedSize < axis.Span);
        return axis;
    }

    /// <summary>One to three axes, two most often.</summary>
    public SpatialAxis[] Axes(int count = 0)
    {
        var axes = new SpatialAxis[count > 0 ? count : OneOf(1, 1, 2, 2, 2, 2, 3)];
        for (int i = 0; i < axes.Length; i++) axes[i] = Axis();
        return axes;
    }

    /// <summary>A problem with these axes and few channels.</summary>
    public ConvolutionProblem Problem(SpatialAxis[] axes)
    {
        long groups = OneOf<long>(1, 1, 1, 2, 3);
        return new(OneOf<long>(1, 1, 1, 2, 3), groups * Between(1, 3), groups * Between(1, 3), axes, groups,
            bias: Chance(50), strict: Chance(25));
    }
}
