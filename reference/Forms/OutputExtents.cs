namespace Conformance.Forms;

/// <summary>
/// How many positions a window takes on an axis. n is the size of the input, k the kernel, p the zeros of padding, s the
/// stride and d the dilation. Source: Zhang et al., Dive into Deep Learning, §7.2.1 and §7.3.
/// </summary>
public static class OutputExtents
{
    /// <summary>⌊(n + p_before + p_after − d(k − 1) − 1)/s⌋ + 1.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or the window does not fit.</exception>
    /// <exception cref="OverflowException">An intermediate value does not fit in 64 bits.</exception>
    public static long Of(long n, long k, long padBefore = 0, long padAfter = 0, long s = 1, long d = 1)
    {
        RequireSizes(n, k, s, d);
        long room = checked(n + padBefore + padAfter - d * (k - 1) - 1);
        Require.That(room >= 0, nameof(k), k, $"must fit, dilated by {d}, into {n} + {padBefore} + {padAfter}");
        return room / s + 1;
    }

    /// <summary>⌈(n − d(k − 1))/s⌉: no padding.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or the window does not fit.</exception>
    /// <exception cref="OverflowException">An intermediate value does not fit in 64 bits.</exception>
    public static long Valid(long n, long k, long s = 1, long d = 1)
    {
        RequireSizes(n, k, s, d);
        long positions = checked(n - d * (k - 1));
        Require.That(positions >= 1, nameof(k), k, $"must fit, dilated by {d}, into {n}");
        return CeilingDivide(positions, s);
    }

    /// <summary>⌈n/s⌉: as much padding as that takes.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static long Same(long n, long s = 1)
    {
        RequireSizes(n, 1, s, 1);
        return CeilingDivide(n, s);
    }

    /// <summary>⌊(n + s − 1)/s⌋: a total padding of p = k − 1, whatever k is.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    /// <exception cref="OverflowException">The sum does not fit in 64 bits.</exception>
    public static long KernelMinusOnePadded(long n, long s)
    {
        RequireSizes(n, 1, s, 1);
        return checked(n + s - 1) / s;
    }

    /// <summary>n/s: the same where s divides n.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or s does not divide n.</exception>
    public static long Divided(long n, long s)
    {
        RequireSizes(n, 1, s, 1);
        Require.That(n % s == 0, nameof(s), s, $"must divide {n}");
        return n / s;
    }

    /// <summary>
    /// ⌈(n − m)/(k − 1)⌉: how many layers without padding, of stride 1 with a kernel of k, it takes until an axis of n
    /// has shrunk to m or less. Each layer takes k − 1 away.
    /// </summary>
    /// <exception cref="ArgumentException">m is not in 1 … n, or k is less than 2.</exception>
    public static long LayersToShrink(long n, long m, long k)
    {
        Require.That(m >= 1 && m <= n, nameof(m), m, $"must lie in 1 … {n}");
        Require.That(k >= 2, nameof(k), k, "must be at least 2, or nothing shrinks");
        return CeilingDivide(n - m, k - 1);
    }

    private static long CeilingDivide(long dividend, long divisor) =>
        dividend / divisor + (dividend % divisor > 0 ? 1 : 0);

    private static void RequireSizes(long n, long k, long s, long d)
    {
        Require.That(n >= 0, nameof(n), n, "must not be negative");
        Require.That(k >= 1, nameof(k), k, "must be at least 1");
        Require.That(s >= 1, nameof(s), s, "must be at least 1");
        Require.That(d >= 1, nameof(d), d, "must be at least 1");
    }
}
