using System.Numerics;

namespace Conformance.Suite.Cases;

/// <summary>SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a small generator whose sequence is the same on every
/// machine and in every version, so that a seed in a problem line keeps its meaning.</summary>
/// <param name="seed">Any number.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>An integer drawn uniformly from −limit … limit. A draw that would favour some is thrown away.</summary>
    public long WithinLimit(long limit)
    {
        ulong range = 2 * (ulong)limit + 1;
        // 2⁶⁴ mod range: 0 − range is 2⁶⁴ − range.
        ulong unfair = (0 - range) % range;
        ulong draw;
        do draw = Next(); while (draw > ulong.MaxValue - unfair);
        return (long)(draw % range) - limit;
    }

    /// <summary>A multiple of 2^−53 drawn uniformly from [−1, 1).</summary>
    public double Real() => (long)(Next() >> 10) * (1.0 / (1L << 53)) - 1;

    /// <summary>Mixes a number into a seed, so that neighbouring seeds do not share sequences.</summary>
    public static ulong Mix(ulong seed, ulong salt) => new SplitMix64(seed ^ BitOperations.RotateLeft(salt, 32)).Next();
}
