using System.Numerics;

namespace Conformance.Oracle;

/// <summary>What a convolution truly is, for each output element in row-major order of [N, C_out, o…].</summary>
/// <typeparam name="T">Half, float or double.</typeparam>
public sealed class OracleResult<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] values;
    private readonly double[] remainders;
    private readonly double[] magnitudes;
    private readonly int[] terms;

    internal OracleResult(int count)
    {
        (values, remainders, magnitudes, terms) =
            (new T[count], new double[count], new double[count], new int[count]);
    }

    /// <summary>The number of output elements.</summary>
    public int Count => values.Length;

    /// <summary>The correctly rounded results.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <summary>n of an element: products inside the input, plus one for a bias.</summary>
    public int Terms(int index) => terms[index];

    /// <summary>Σ|x·w| (+ |b|) of an element.</summary>
    public double Magnitude(int index) => magnitudes[index];

    /// <summary>γ(n)·Σ|x·w| + n·η of an element.</summary>
    public double Bound(int index) => ErrorBound.Of<T>(terms[index], magnitudes[index]);

    /// <summary>|actual − y| against the exact value y, not against its rounding. NaN where either is NaN;
    /// 0 where both are the same infinity.</summary>
    public double Error(int index, T actual) => Math.Abs(SignedError(index, actual));

    /// <summary>actual − y, with its sign.</summary>
    public double SignedError(int index, T actual)
    {
        double expected = double.CreateChecked(values[index]);
        double given = double.CreateChecked(actual);
        if (double.IsInfinity(expected) && given == expected) return 0;
        return given - expected - remainders[index];
    }

    /// <summary>The least and the greatest result of an engine that sums in a wider type and rounds once: rounding keeps
    /// order, so these are the roundings of y − B and y + B, with B the bound of the wider type (SPEC.md, "Half").</summary>
    /// <typeparam name="TSum">The type in which products are summed.</typeparam>
    public (T Least, T Greatest) RoundedFrom<TSum>(int index) where TSum : IBinaryFloatingPointIeee754<TSum>
    {
        T value = values[index];
        if (!T.IsFinite(value) && remainders[index] == 0) return (value, value);
        double y = T.IsFinite(value) ? double.CreateChecked(value) + remainders[index] : remainders[index];
        double bound = ErrorBound.Of<TSum>(terms[index], magnitudes[index]);
        // Both sums were rounded in double: step out over that.
        double slack = Math.BitIncrement(bound) + Math.ScaleB(Math.Abs(y), -51);
        return (T.CreateChecked(y - slack), T.CreateChecked(y + slack));
    }

    internal void Set(int index, TermSum<T> sum)
    {
        (values[index], remainders[index]) = (sum.Value, sum.Remainder);
        (magnitudes[index], terms[index]) = (sum.Magnitude, sum.Terms);
    }
}
