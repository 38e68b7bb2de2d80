using System.Text;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>An error map as inline SVG: a square for each cell, the darker the more wrong, a cross where there is no number.</summary>
public static class ErrorMapPicture
{
    /// <summary>Pixels that a grid may take on its longer side, and a cell on its own.</summary>
    private const int MostPixels = 176, MostOfCell = 20;

    private const int NotANumber = ErrorCells.Levels + 1;

    /// <summary>The map with its words.</summary>
    /// <exception cref="InvalidDataException">A grid's text is none, as in a report that somebody edited.</exception>
    public static string Draw(ErrorMap map)
    {
        var page = new StringBuilder("<div class=\"map\">");
        long planes = map.Shape.Take(map.Shape.Count - 2).Aggregate(1L, (product, n) => product * n);
        if (map.Shape.Count > 3 && planes > map.Planes.Count)
            page.Append(Figure(map.Overview, $"all planes: images × channels, {map.Overview.Rows}×{map.Overview.Columns}", map.Where));
        foreach (ErrorPlane plane in map.Planes)
        {
            string extents = $"{plane.Cells.Rows}×{plane.Cells.Columns}", pooled = Cells(plane.Cells) < plane.Cells.Rows * plane.Cells.Columns ? ", made coarser" : "";
            page.Append(Figure(plane.Cells, $"{Name(plane.Index, map.Shape.Count)}: {plane.Wrong:N0} of {extents} wrong{pooled}", map.Where));
        }
        page.Append("</div>");
        if (map.WrongPlanes > map.Planes.Count) page.Append($"<p class=\"faint\">The first {map.Planes.Count} of {map.WrongPlanes:N0} planes with a wrong element.</p>");
        return page.ToString();
    }

    /// <summary>What the colours mean.</summary>
    public static string Legend { get; } =
        "<p class=\"legend\"><span class=\"swatch e0\"></span>right &nbsp; wrong, by the error over the largest expected value: "
        + string.Concat(Enumerable.Range(1, ErrorCells.Levels).Select(level => $"<span class=\"swatch e{level}\"></span>"))
        + " 10<sup>−8</sup> … 1 and more &nbsp; <span class=\"swatch e10\">×</span>NaN, or never written</p>\n";

    private static string Name(IReadOnlyList<long> index, int axes) => axes switch
    {
        3 => $"image {index[0]}, channels × columns",
        4 => $"image {index[0]}, channel {index[1]}",
        _ => $"image {index[0]}, channel {index[1]}, depth {index[2]}",
    };

    private static long Cells(ErrorGrid grid)
    {
        var rows = ErrorCells.Read(grid.Cells);
        return rows.Count * rows.Max(row => row.Sum(run => (long)run.Length));
    }

    private static string Figure(ErrorGrid grid, string caption, string words)
    {
        var rows = ErrorCells.Read(grid.Cells);
        int height = rows.Count, width = rows.Max(row => row.Sum(run => run.Length));
        int cell = Math.Clamp(MostPixels / Math.Max(Math.Max(width, height), 1), 2, MostOfCell);
        var paths = new StringBuilder[NotANumber + 1];
        var crosses = new StringBuilder();
        for (int y = 0; y < height; y++)
        {
            int x = 0;
            foreach (var (level, length) in rows[y])
            {
                if (level > 0) (paths[level] ??= new()).Append($"M{x} {y}h{length}v1h-{length}z");
                for (int i = 0; level == NotANumber && i < length; i++) crosses.Append($"M{x + i}.25 {y}.25l.5 .5m0-.5l-.5 .5");
                x += length;
            }
        }
        var picture = new StringBuilder($"<svg viewBox=\"0 0 {width} {height}\" width=\"{width * cell}\" height=\"{height * cell}\" role=\"img\" aria-label=\"{Html.Text($"{caption}; {words}")}\"><rect class=\"e0\" width=\"{width}\" height=\"{height}\"/>");
        for (int level = 1; level < paths.Length; level++)
            if (paths[level] is { } path) picture.Append($"<path class=\"e{level}\" d=\"{path}\"/>");
        if (crosses.Length > 0) picture.Append($"<path class=\"cross\" d=\"{crosses}\"/>");
        if (cell >= 5) picture.Append($"<path class=\"lines\" d=\"{string.Concat(Enumerable.Range(1, width - 1).Select(x => $"M{x} 0v{height}"))}{string.Concat(Enumerable.Range(1, height - 1).Select(y => $"M0 {y}h{width}"))}\"/>");
        return $"<figure>{picture}</svg><figcaption>{Html.Text(caption)}</figcaption></figure>";
    }
}
