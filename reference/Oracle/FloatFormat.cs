using System.Numerics;

namespace Conformance.Oracle;

/// <summary>The parameters of an IEEE 754 binary format.</summary>
/// <param name="Precision">p: bits of the significand, the hidden one included.</param>
/// <param name="MinExponent">The exponent of the smallest positive subnormal, which is 2^MinExponent.</param>
public readonly record struct FloatFormat(int Precision, int MinExponent)
{
    /// <summary>u = 2^−p: the largest relative error of one rounding to nearest.</summary>
    public double UnitRoundoff => Math.ScaleB(1, -Precision);

    /// <summary>η = 2^MinExponent: the smallest positive subnormal.</summary>
    public double Eta => Math.ScaleB(1, MinExponent);

    /// <summary>2^p: every integer up to this magnitude is exact.</summary>
    public double ExactIntegers => Math.ScaleB(1, Precision);

    /// <summary>The format of Half, float or double.</summary>
    /// <exception cref="NotSupportedException">Another type.</exception>
    public static FloatFormat Of<T>() where T : IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(Half)) return new(11, -24);
        if (typeof(T) == typeof(float)) return new(24, -149);
        if (typeof(T) == typeof(double)) return new(53, -1074);
        throw new NotSupportedException($"element type {typeof(T).Name}: the oracle knows Half, float and double");
    }
}
