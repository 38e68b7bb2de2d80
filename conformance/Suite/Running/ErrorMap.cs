namespace Conformance.Suite.Running;

/// <summary>One element that is wrong.</summary>
/// <param name="Index">[n, c, …].</param>
/// <param name="Expected">The correctly rounded value.</param>
/// <param name="Actual">What the engine gave.</param>
/// <param name="Error">|actual − exact value|; NaN where either is.</param>
/// <param name="Bound">What the error may be at most; 0 where results are compared bit for bit.</param>
public sealed record Difference(IReadOnlyList<long> Index, double Expected, double Actual, double Error, double Bound);

/// <summary>
/// Where an output is wrong and by how much: small enough to be kept with every verdict, whatever the size of the output,
/// and enough for a picture on which a wrong last column or a wrong tile is seen at once.
/// </summary>
/// <param name="Where">The same in words, such as "column 15, the last of 16".</param>
/// <param name="Shape">[N, C, o…] of the output.</param>
/// <param name="Overview">N × C: the worst that there is in each plane.</param>
/// <param name="Planes">The first planes that hold a wrong element, at most <see cref="ErrorMapBuilder.MostPlanes"/>.</param>
/// <param name="WrongPlanes">How many planes do.</param>
public sealed record ErrorMap(
    string Where, IReadOnlyList<long> Shape, ErrorGrid Overview, IReadOnlyList<ErrorPlane> Planes, int WrongPlanes);

/// <summary>One plane of an output: rows × columns, or channels × columns where there is one spatial axis.</summary>
/// <param name="Index">[n, c] or [n, c, depth]; [n] where there is one spatial axis.</param>
/// <param name="Wrong">How many of its elements are wrong.</param>
/// <param name="Cells">How wrong they are.</param>
public sealed record ErrorPlane(IReadOnlyList<long> Index, int Wrong, ErrorGrid Cells);

/// <summary>A rectangle of elements as a coarser rectangle of cells, each as wrong as the worst of its elements.</summary>
/// <param name="Rows">Rows of elements.</param>
/// <param name="Columns">Columns of elements.</param>
/// <param name="Cells">The cells as text; see <see cref="ErrorCells"/>.</param>
public sealed record ErrorGrid(long Rows, long Columns, string Cells);

/// <summary>
/// The text of a grid: rows from the top, "/" between them, each a sequence of runs, a run a length (none for 1) and a
/// letter; "*" and a number repeat a row. The letter "." is right; "a" is wrong by less than 10⁻⁷ of the largest expected value, "b" to "i" from
/// 10⁻⁷, 10⁻⁶ … 10⁻¹, 1 of it on; "n" is NaN, or was never written.
/// </summary>
public static class ErrorCells
{
    /// <summary>Right, nine levels, not a number.</summary>
    internal const string Letters = ".abcdefghin";

    /// <summary>Levels of wrong numbers; one more is NaN.</summary>
    internal const int Levels = 9;

    /// <summary>Writes levels, 0 for right, 10 for NaN.</summary>
    public static string Write(byte[,] levels)
    {
        var rows = Enumerable.Range(0, levels.GetLength(0)).Select(row => Row(levels, row)).ToList();
        List<string> text = [];
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = start;
            while (end < rows.Count && rows[end] == rows[start]) end++;
            text.Add(end - start > 1 ? $"{rows[start]}*{end - start}" : rows[start]);
        }
        return string.Join('/', text);
    }

    /// <summary>Reads the text as rows of runs: a level and a length.</summary>
    /// <exception cref="InvalidDataException">It is not such a text.</exception>
    public static IReadOnlyList<IReadOnlyList<(int Level, int Length)>> Read(string text)
    {
        List<IReadOnlyList<(int, int)>> rows = [];
        foreach (string row in text.Split('/'))
        {
            string[] parts = row.Split('*');
            List<(int, int)> runs = [];
            int length = 0;
            foreach (char c in parts[0])
            {
                if (char.IsAsciiDigit(c) && length < 1_000_000) length = 10 * length + (c - '0');
                else if (Letters.IndexOf(c) is >= 0 and var level) (length, _) = (0, Add(runs, level, Math.Max(length, 1)));
                else throw new InvalidDataException($"error map \"{row}\": '{c}' must be one of {Letters} or a short number");
            }
            int times = 1;
            if (parts.Length > 2 || (parts.Length == 2 && !(int.TryParse(parts[1], out times) && times is > 0 and <= 1_000)))
                throw new InvalidDataException($"error map \"{row}\": \"*\" must be followed by a number up to 1000");
            for (int i = 0; i < times; i++) rows.Add(runs);
        }
        return rows;

        static int Add(List<(int, int)> runs, int level, int length)
        {
            runs.Add((level, length));
            return 0;
        }
    }

    private static string Row(byte[,] levels, int row)
    {
        int columns = levels.GetLength(1);
        string text = "";
        for (int start = 0, end; start < columns; start = end)
        {
            end = start;
            while (end < columns && levels[row, end] == levels[row, start]) end++;
            text += (end - start > 1 ? $"{end - start}" : "") + Letters[levels[row, start]];
        }
        return text;
    }
}
