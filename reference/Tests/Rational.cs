using System.Globalization;
using System.Numerics;

namespace Conformance.Tests;

/// <summary>An exact fraction of integers in lowest terms, with a positive denominator.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Rational Zero { get; } = new(0, 1);

    public static Rational One { get; } = new(1, 1);

    /// <summary>Reads a decimal number: every digit counts.</summary>
    public static Rational Parse(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        return new Rational(BigInteger.Parse(digits, CultureInfo.InvariantCulture),
            BigInteger.Pow(10, point < 0 ? 0 : text.Length - 1 - point));
    }

    public static Rational operator +(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator -(Rational left, Rational right) => left + -right;

    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest double, or close to it.</summary>
    public double ToDouble() => (double)(Numerator * BigInteger.Pow(10, 17) / Denominator) / 1e17;

    public override string ToString() => $"{Numerator}/{Denominator}";
}
