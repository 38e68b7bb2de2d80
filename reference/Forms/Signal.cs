using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// A finitely supported sequence on ℤ: f(a) is a stored value for First ≤ a ≤ Last, and 0 for every other integer.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class Signal<T>
    where T : INumberBase<T>
{
    private readonly T[] values;

    /// <summary>Creates the sequence whose value at <paramref name="first"/> is the first of the values.</summary>
    /// <param name="first">Where the stored values begin.</param>
    /// <param name="values">f(first), f(first + 1), …</param>
    public Signal(int first, params T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (First, this.values) = (first, (T[])values.Clone());
    }

    /// <summary>The least a with a stored value.</summary>
    public int First { get; }

    /// <summary>The greatest a with a stored value; First − 1 where there is none.</summary>
    public int Last => First + values.Length - 1;

    /// <summary>f(a), for any integer a.</summary>
    public T this[int a] => a >= First && a <= Last ? values[a - First] : T.Zero;

    /// <summary>The reflection a ↦ f(−a).</summary>
    public Signal<T> Flip()
    {
        var flipped = new T[values.Length];
        for (int a = -Last; a <= -First; a++) flipped[a + Last] = this[-a];
        return new Signal<T>(-Last, flipped);
    }
}
