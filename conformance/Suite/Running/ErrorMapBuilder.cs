namespace Conformance.Suite.Running;

/// <summary>Gathers wrong elements into an <see cref="ErrorMap"/>. Memory grows with the number of planes, not of elements.</summary>
/// <param name="shape">[N, C, o…] of the output.</param>
/// <param name="largest">The largest expected magnitude: what errors are measured by.</param>
internal sealed class ErrorMapBuilder(IReadOnlyList<long> shape, double largest)
{
    /// <summary>Planes that are kept.</summary>
    public const int MostPlanes = 6;

    /// <summary>Cells on each side of a plane, and of the overview.</summary>
    public const int MostCells = 32;

    private readonly Grid overview = new(shape[0], shape[1]);
    private readonly bool[][] wrongAt = [.. shape.Select(extent => new bool[extent])];
    private readonly Dictionary<long, (long[] Index, Grid Grid)> planes = [];
    private readonly HashSet<long> wrongPlanes = [];
    private int wrong;

    /// <summary>Axes that make a plane's index: all but the last two; with one spatial axis a plane is channels × columns.</summary>
    private int Outer => shape.Count - 2;

    /// <summary>Adds a wrong element.</summary>
    /// <param name="index">[n, c, …].</param>
    /// <param name="error">How wrong it is; NaN where it is no number.</param>
    public void Add(long[] index, double error)
    {
        wrong++;
        byte level = Level(error);
        for (int axis = 0; axis < index.Length; axis++) wrongAt[axis][index[axis]] = true;
        overview.Add(index[0], index[1], level);
        long plane = 0;
        for (int axis = 0; axis < Outer; axis++) plane = plane * shape[axis] + index[axis];
        wrongPlanes.Add(plane);
        if (!planes.TryGetValue(plane, out var kept))
        {
            if (planes.Count == MostPlanes) return;
            planes.Add(plane, kept = (index[..Outer], new Grid(shape[Outer], shape[Outer + 1])));
        }
        kept.Grid.Add(index[Outer], index[Outer + 1], level);
    }

    /// <summary>The map.</summary>
    public ErrorMap Build() => new(
        WrongPlace.Describe(shape, wrongAt, wrong), shape, overview.ToRecord(),
        [.. planes.Values.Select(plane => new ErrorPlane(plane.Index, plane.Grid.Count, plane.Grid.ToRecord()))], wrongPlanes.Count);

    /// <summary>A decade for each level, up to the largest expected magnitude and beyond.</summary>
    private byte Level(double error)
    {
        if (double.IsNaN(error)) return ErrorCells.Levels + 1;
        double relative = error / (largest > 0 ? largest : 1);
        return (byte)Math.Clamp(ErrorCells.Levels + Math.Floor(Math.Log10(relative)), 1, ErrorCells.Levels);
    }

    private sealed class Grid(long rows, long columns)
    {
        private readonly byte[,] cells = new byte[Math.Min(rows, MostCells), Math.Min(columns, MostCells)];

        public int Count { get; private set; }

        public void Add(long row, long column, byte level)
        {
            Count++;
            ref byte cell = ref cells[row * cells.GetLength(0) / rows, column * cells.GetLength(1) / columns];
            cell = Math.Max(cell, level);
        }

        public ErrorGrid ToRecord() => new(rows, columns, ErrorCells.Write(cells));
    }
}
