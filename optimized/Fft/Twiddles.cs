using System.Numerics;

namespace Conformance.Optimized.Fft;

/// <summary>The numbers of a transform of n points, n a power of 2, computed in double.</summary>
internal sealed class Twiddles<T> where T : unmanaged, INumberBase<T>
{
    public Twiddles(int points)
    {
        Points = points;
        var values = new List<double>();
        for (int m = points; m >= 4; m /= 4)
            for (int j = 0; j < m / 4; j++)
                for (int s = 1; s < 4; s++) values.AddRange([Math.Cos(2 * Math.PI * s * j / m), -Math.Sin(2 * Math.PI * s * j / m)]);
        Values = [.. values.Select(T.CreateChecked)];
    }

    /// <summary>n.</summary>
    public int Points { get; }

    /// <summary>For each pass over blocks of m = n, n/4 … points and each j below m/4: ω, ω² and ω³ with ω = e^(−2πij/m),
    /// real and imaginary parts.</summary>
    public T[] Values { get; }

    /// <summary>Which frequency <see cref="LaneFft{V, T}.Forward"/> leaves at a place: passes of four deal frequencies out by
    /// their remainder modulo 4, and a last one of two by that modulo 2.</summary>
    public static int Frequency(int place, int points)
    {
        if (points < 2) return 0;
        int radix = points >= 4 ? 4 : 2, part = points / radix;
        return place / part + radix * Frequency(place % part, part);
    }
}
