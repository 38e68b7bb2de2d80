namespace Conformance.Forms;

/// <summary>
/// A rectangular array whose indices need not begin at 0: V[a, b] for FirstRow ≤ a ≤ LastRow and
/// FirstColumn ≤ b ≤ LastColumn, negative ones included. An entry outside that range does not exist.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class OffsetArray<T>
{
    private readonly T[,] values;

    /// <summary>Creates an array of default values over a range of indices, both ends included.</summary>
    /// <exception cref="ArgumentException">A last index lies more than one below the first.</exception>
    public OffsetArray(int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        Require.That(lastRow >= firstRow - 1, nameof(lastRow), lastRow, $"must be at least {firstRow - 1}");
        Require.That(
            lastColumn >= firstColumn - 1, nameof(lastColumn), lastColumn, $"must be at least {firstColumn - 1}");
        (FirstRow, LastRow, FirstColumn, LastColumn) = (firstRow, lastRow, firstColumn, lastColumn);
        values = new T[lastRow - firstRow + 1, lastColumn - firstColumn + 1];
    }

    /// <summary>Creates an array with the given values, the first of which has the given indices.</summary>
    public OffsetArray(int firstRow, int firstColumn, T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (FirstRow, LastRow) = (firstRow, firstRow + values.GetLength(0) - 1);
        (FirstColumn, LastColumn) = (firstColumn, firstColumn + values.GetLength(1) - 1);
        this.values = (T[,])values.Clone();
    }

    /// <summary>The least a.</summary>
    public int FirstRow { get; }

    /// <summary>The greatest a.</summary>
    public int LastRow { get; }

    /// <summary>The least b.</summary>
    public int FirstColumn { get; }

    /// <summary>The greatest b.</summary>
    public int LastColumn { get; }

    /// <summary>V[a, b].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entry does not exist.</exception>
    public T this[int a, int b]
    {
        get
        {
            CheckExists(a, b);
            return values[a - FirstRow, b - FirstColumn];
        }

        set
        {
            CheckExists(a, b);
            values[a - FirstRow, b - FirstColumn] = value;
        }
    }

    /// <summary>Whether the entry V[a, b] exists.</summary>
    public bool Exists(int a, int b) => a >= FirstRow && a <= LastRow && b >= FirstColumn && b <= LastColumn;

    /// <summary>The entries as an array that begins at [0, 0].</summary>
    public T[,] ToArray() => (T[,])values.Clone();

    private void CheckExists(int a, int b)
    {
        if (a < FirstRow || a > LastRow)
            throw new ArgumentOutOfRangeException(nameof(a), a, $"a must lie in {FirstRow} … {LastRow}");
        if (b < FirstColumn || b > LastColumn)
            throw new ArgumentOutOfRangeException(nameof(b), b, $"b must lie in {FirstColumn} … {LastColumn}");
    }
}
