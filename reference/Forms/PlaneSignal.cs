using System.Numerics;

namespace Conformance.Forms;

/// <summary>
/// A finitely supported sequence on ℤ²: f(a, b) is a stored value inside a rectangle, and 0 at every other point.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class PlaneSignal<T>
    where T : INumberBase<T>
{
    private readonly OffsetArray<T> values;

    /// <summary>Creates the sequence whose values begin at (<paramref name="firstRow"/>,
    /// <paramref name="firstColumn"/>).</summary>
    /// <param name="firstRow">The least a of the rectangle.</param>
    /// <param name="firstColumn">The least b of the rectangle.</param>
    /// <param name="values">f(firstRow, firstColumn) stands at [0, 0].</param>
    public PlaneSignal(int firstRow, int firstColumn, T[,] values) =>
        this.values = new OffsetArray<T>(firstRow, firstColumn, values);

    /// <summary>The least a of the rectangle.</summary>
    public int FirstRow => values.FirstRow;

    /// <summary>The greatest a of the rectangle.</summary>
    public int LastRow => values.LastRow;

    /// <summary>The least b of the rectangle.</summary>
    public int FirstColumn => values.FirstColumn;

    /// <summary>The greatest b of the rectangle.</summary>
    public int LastColumn => values.LastColumn;

    /// <summary>f(a, b), for any integers a and b.</summary>
    public T this[int a, int b] => values.Exists(a, b) ? values[a, b] : T.Zero;

    /// <summary>The reflection (a, b) ↦ f(−a, −b).</summary>
    public PlaneSignal<T> Flip()
    {
        var flipped = new T[LastRow - FirstRow + 1, LastColumn - FirstColumn + 1];
        for (int a = -LastRow; a <= -FirstRow; a++)
        {
            for (int b = -LastColumn; b <= -FirstColumn; b++) flipped[a + LastRow, b + LastColumn] = this[-a, -b];
        }
        return new PlaneSignal<T>(-LastRow, -LastColumn, flipped);
    }
}
