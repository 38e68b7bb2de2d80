using System.Numerics;

namespace Conformance.Oracle;

/// <summary>An exact number m·2^e. Sums and products of floating-point numbers are of this form.</summary>
/// <param name="Significand">m.</param>
/// <param name="Exponent">e.</param>
public readonly record struct Dyadic(BigInteger Significand, int Exponent)
{
    private const int DoubleFractionBits = 52;
    private const int DoubleMinExponent = -1074;

    /// <summary>0.</summary>
    public static Dyadic Zero => default;

    /// <summary>The exact value of a finite floating-point number; every float and Half is also a double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public static Dyadic From(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentOutOfRangeException(nameof(number), number, "only finite numbers have an exact value");
        long bits = BitConverter.DoubleToInt64Bits(number);
        int field = (int)(bits >> DoubleFractionBits) & 0x7FF;
        long fraction = bits & ((1L << DoubleFractionBits) - 1);
        long significand = field == 0 ? fraction : fraction | (1L << DoubleFractionBits);
        int exponent = DoubleMinExponent + Math.Max(field - 1, 0);
        return new(double.IsNegative(number) ? -significand : significand, exponent);
    }

    /// <summary>m₁m₂·2^(e₁+e₂).</summary>
    public static Dyadic operator *(Dyadic a, Dyadic b) =>
        new(a.Significand * b.Significand, a.Exponent + b.Exponent);

    /// <summary>The exact sum, on the smaller of the two exponents.</summary>
    public static Dyadic operator +(Dyadic a, Dyadic b)
    {
        if (a.Significand.IsZero) return b;
        if (b.Significand.IsZero) return a;
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return new(a.AtExponent(exponent) + b.AtExponent(exponent), exponent);
    }

    /// <summary>The exact difference.</summary>
    public static Dyadic operator -(Dyadic a, Dyadic b) => a + new Dyadic(-b.Significand, b.Exponent);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Significand.Sign;

    /// <summary>|m|·2^e.</summary>
    public Dyadic Magnitude => new(BigInteger.Abs(Significand), Exponent);

    /// <summary>The nearest number of a format, ties to even; beyond the largest finite one, infinity.</summary>
    public T Round<T>() where T : IBinaryFloatingPointIeee754<T>
    {
        FloatFormat format = FloatFormat.Of<T>();
        BigInteger magnitude = BigInteger.Abs(Significand);
        // The unit in the last place of the result, before a carry; subnormals share the smallest one.
        int unit = checked((int)Math.Max(Exponent + magnitude.GetBitLength() - format.Precision, format.MinExponent));
        BigInteger rounded = unit <= Exponent ? magnitude << (Exponent - unit) : ShiftRight(magnitude, unit - Exponent);
        double result = Math.ScaleB((double)rounded, unit);
        return T.CreateChecked(Sign < 0 ? -result : result);
    }

    /// <summary>magnitude/2^bits, rounded to the nearest integer, ties to even.</summary>
    private static BigInteger ShiftRight(BigInteger magnitude, int bits)
    {
        BigInteger quotient = magnitude >> bits;
        BigInteger twiceRest = (magnitude - (quotient << bits)) << 1;
        int comparison = twiceRest.CompareTo(BigInteger.One << bits);
        bool up = comparison > 0 || (comparison == 0 && !quotient.IsEven);
        return up ? quotient + 1 : quotient;
    }

    private BigInteger AtExponent(int exponent) => Significand << (Exponent - exponent);
}
