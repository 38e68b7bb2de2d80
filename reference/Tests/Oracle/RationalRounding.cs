using System.Numerics;

namespace Conformance.Tests;

/// <summary>What it means for a float or double to be the nearest one to a fraction, written without the oracle's
/// arithmetic.</summary>
internal static class RationalRounding
{
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

    /// <summary>
    /// Whether no neighbour is nearer, and in a tie the last bit is 0. Beyond the largest finite number, infinity stands
    /// for the first one that does not fit.
    /// </summary>
    public static bool IsRoundedTo<T>(this Rational exact, T value) where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (T.IsNaN(value)) return false;
        Rational distance = Distance(exact, value);
        foreach (T neighbour in new[] { T.BitDecrement(value), T.BitIncrement(value) })
        {
            if (T.IsInfinity(value) && neighbour == value) continue;
            int comparison = distance.CompareTo(Distance(exact, neighbour));
            if (comparison > 0 || (comparison == 0 && IsOdd(value))) return false;
        }
        return true;
    }

    private static Rational Distance<T>(Rational exact, T value) where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Rational difference = exact - Exact(value);
        return difference < Rational.Zero ? -difference : difference;
    }

    private static Rational Exact<T>(T value) where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (!T.IsInfinity(value)) return From(double.CreateChecked(value));
        // One more ulp than the largest finite number: 2·max − (the number before max).
        Rational max = From(double.CreateChecked(T.MaxValue));
        Rational beyond = max + max - From(double.CreateChecked(T.BitDecrement(T.MaxValue)));
        return T.IsPositive(value) ? beyond : -beyond;
    }

    private static bool IsOdd<T>(T value) where T : IBinaryFloatingPointIeee754<T>
    {
        Span<byte> bytes = stackalloc byte[value.GetSignificandByteCount()];
        value.WriteSignificandLittleEndian(bytes);
        return !T.IsInfinity(value) && (bytes[0] & 1) == 1;
    }
}
