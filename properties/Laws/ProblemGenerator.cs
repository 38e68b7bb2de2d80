using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>Draws small problems with every parameter in play.</summary>
public static class ProblemGenerator
{
    /// <summary>A problem; the same seed gives the same one on every machine.</summary>
    public static ConvolutionProblem Draw(ulong seed)
    {
        var random = new SplitMix64(SplitMix64.Mix(seed, 0x9E0));
        long groups = OneOf(1, 1, 2, 3);
        var axes = new SpatialAxis[Between(1, 3)];
        for (int i = 0; i < axes.Length; i++)
        {
            do
            {
                axes[i] = new SpatialAxis(
                    OneOf(1, 2, 3, 4, 5, 7, 8, 9), Between(1, 4), OneOf(1, 1, 2, 3), OneOf(1, 1, 2, 3), Between(-1, 4), Between(-1, 4));
            }
            while (axes[i].PaddedSize < axes[i].Span);
        }
        return new ConvolutionProblem(
            OneOf(0, 1, 1, 2, 3), groups * Between(1, 3), groups * Between(1, 3), axes, groups,
            bias: Between(0, 1) == 1, strict: Between(0, 2) == 0);

        long Between(long low, long high) => low + (long)(random.Next() % (ulong)(high - low + 1));
        long OneOf(params ReadOnlySpan<long> values) => values[(int)Between(0, values.Length - 1)];
    }
}
