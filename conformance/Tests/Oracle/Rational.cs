using System.Numerics;

namespace Conformance.Tests;

/// <summary>An exact fraction, written without the oracle's arithmetic, to check it against.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator) : IComparable<Rational>
{
    public static Rational Zero => new(0, 1);

    /// <summary>The value of a finite double, by doubling until it is whole.</summary>
    public static Rational From(double value)
    {
        BigInteger denominator = 1;
        while (value != Math.Truncate(value))
        {
            value *= 2;
            denominator *= 2;
        }
        return new(new BigInteger(value), denominator);
    }

    public static Rational operator +(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + new Rational(-b.Numerator, b.Denominator);

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public Rational Magnitude => new(BigInteger.Abs(Numerator), Denominator);

    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>
    /// Whether a float or double is the nearest one to this number: no neighbour is nearer, and in a tie its last
    /// bit is 0. Beyond the largest finite number, infinity stands for the first one that does not fit.
    /// </summary>
    public bool IsRoundedTo<T>(T value) where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (T.IsNaN(value)) return false;
        Rational distance = (this - Exact(value)).Magnitude;
        foreach (T neighbour in new[] { T.BitDecrement(value), T.BitIncrement(value) })
        {
            if (T.IsInfinity(value) && neighbour == value) continue;
            int comparison = distance.CompareTo((this - Exact(neighbour)).Magnitude);
            if (comparison > 0 || (comparison == 0 && IsOdd(value))) return false;
        }
        return true;
    }

    private static Rational Exact<T>(T value) where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (!T.IsInfinity(value)) return From(double.CreateChecked(value));
        // One more ulp than the largest finite number: 2·max − (the number before max).
        T largest = T.MaxValue;
        Rational max = From(double.CreateChecked(largest));
        Rational beyond = max + max - From(double.CreateChecked(T.BitDecrement(largest)));
        return T.IsPositive(value) ? beyond : Zero - beyond;
    }

    private static bool IsOdd<T>(T value) where T : IBinaryFloatingPointIeee754<T>
    {
        Span<byte> bytes = stackalloc byte[value.GetSignificandByteCount()];
        value.WriteSignificandLittleEndian(bytes);
        return !T.IsInfinity(value) && (bytes[0] & 1) == 1;
    }
}
