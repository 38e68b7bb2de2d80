using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The words and the picture of where an output is wrong, for each pattern.</summary>
public class WrongPlaceTests
{
    [Theory]
    [InlineData("column 0, the first of 6", 0)]
    [InlineData("column 5, the last of 6", 5)]
    [InlineData("column 3 of 6", 3)]
    [InlineData("columns 0–1 of 6", 0, 1)]
    [InlineData("columns 4–5, the last of 6", 4, 5)]
    [InlineData("columns 1–3 of 6", 1, 2, 3)]
    [InlineData("columns 1, 3 of 6", 1, 3)]
    [InlineData("every second column from 0 to 4 of 6", 0, 2, 4)]
    [InlineData("every second column from 1 to 5, the last of 6", 1, 3, 5)]
    [InlineData("columns 0, 1, 5 of 6", 0, 1, 5)]
    [InlineData("columns 0, 1, 3, 4 of 6", 0, 1, 3, 4)]
    [InlineData("5 of 6 columns, 0 to 5", 0, 1, 2, 4, 5)]
    [InlineData("every element", 0, 1, 2, 3, 4, 5)]
    public void Columns_are_named_by_their_pattern(string where, params int[] columns) => Assert.Equal(where, Describe([1, 1, 6], columns.Length, [0], [0], columns));

    [Theory]
    [InlineData("every third column from 0 to 9 of 12", 3)]
    [InlineData("every 4th column from 0 to 8 of 12", 4)]
    public void Steps_have_their_numbers(string where, int step) => Assert.Equal(where, Describe([1, 1, 12], 12 / step, [0], [0], [.. Enumerable.Range(0, 12 / step).Select(i => i * step)]));

    [Fact]
    public void Axes_have_their_names_and_what_is_not_all_of_a_box_is_counted()
    {
        Assert.Equal("image 1, the last of 2; channel 0, the first of 3; depth 1 of 3; row 0, the first of 2; column 1, the last of 2", Describe([2, 3, 3, 2, 2], 1, [1], [0], [1], [0], [1]));
        Assert.Equal("row 1, the last of 2; 2 of the 3 elements there", Describe([1, 1, 2, 3], 2, [0], [0], [1], [0, 1, 2]));
        Assert.Equal("all over; 5 of the 6 elements there", Describe([1, 1, 2, 3], 5, [0], [0], [0, 1], [0, 1, 2]));
    }

    [Fact]
    public void Levels_are_decades_of_the_largest_expected_number()
    {
        var map = new ErrorMapBuilder([1, 1, 1, 12], largest: 50);
        double[] errors = [1e-12, 5.1e-7, 5.1e-6, 5.1e-5, 5.1e-4, 5.1e-3, 5.1e-2, 0.51, 5.1, 51, 1e9];
        for (int i = 0; i < errors.Length; i++) map.Add([0, 0, 0, i], errors[i]);
        map.Add([0, 0, 0, 11], double.NaN);
        ErrorMap built = map.Build();
        Assert.Equal("2abcdefgh2in", built.Planes[0].Cells.Cells);
        Assert.Equal("n", built.Overview.Cells);
        var none = new ErrorMapBuilder([1, 1, 1, 1], largest: 0);
        none.Add([0, 0, 0, 0], 0.05);
        Assert.Equal("g", none.Build().Planes[0].Cells.Cells);
    }

    [Fact]
    public void A_plane_of_more_than_32_rows_is_made_coarser_and_six_planes_are_kept()
    {
        var map = new ErrorMapBuilder([2, 4, 64, 33], largest: 1);
        for (int n = 0; n < 2; n++)
            for (int c = 0; c < 4; c++) map.Add([n, c, 63, 32], 1e-4);
        map.Add([0, 0, 62, 32], 1);
        map.Add([0, 0, 2, 0], 1e-6);
        ErrorMap built = map.Build();
        Assert.Equal((6, 8), (built.Planes.Count, built.WrongPlanes));
        Assert.Equal([0L, 0L], built.Planes[0].Index);
        Assert.Equal([1L, 1L], built.Planes[5].Index);
        Assert.Equal((3, 1), (built.Planes[0].Wrong, built.Planes[5].Wrong));
        Assert.Equal("32./c31./32.*29/31.i", built.Planes[0].Cells.Cells);
        Assert.Equal((64L, 33L), (built.Planes[0].Cells.Rows, built.Planes[0].Cells.Columns));
        Assert.Equal("i3e/4e", built.Overview.Cells);
        Assert.Equal([2L, 4L, 64L, 33L], built.Shape);
    }

    [Theory]
    [InlineData("12a3./2.i*3", "a12 .3|.2 i1|.2 i1|.2 i1")]
    [InlineData("n", "n1")]
    [InlineData(".*1000", null)]
    public void A_grid_is_runs_and_rows(string text, string? rows)
    {
        var read = ErrorCells.Read(text);
        if (rows is null) Assert.Equal(1000, read.Count);
        else Assert.Equal(rows, string.Join('|', read.Select(row => string.Join(' ', row.Select(run => $"{ErrorCells.Letters[run.Level]}{run.Length}")))));
    }

    [Theory]
    [InlineData("2x", "error map \"2x\": 'x' must be one of .abcdefghin or a short number")]
    [InlineData("a/12345678a", "error map \"12345678a\": '8' must be one of .abcdefghin or a short number")]
    [InlineData("10000001a", "error map \"10000001a\": '1' must be one of .abcdefghin or a short number")]
    [InlineData("a*0", "error map \"a*0\": \"*\" must be followed by a number up to 1000")]
    [InlineData("a*1001", "error map \"a*1001\": \"*\" must be followed by a number up to 1000")]
    [InlineData("a*2*2", "error map \"a*2*2\": \"*\" must be followed by a number up to 1000")]
    [InlineData("a*", "error map \"a*\": \"*\" must be followed by a number up to 1000")]
    public void What_is_no_grid_is_named(string text, string message) => Assert.Equal(message, Assert.Throws<InvalidDataException>(() => ErrorCells.Read(text)).Message);

    private static string Describe(long[] shape, int wrong, params int[][] at) =>
        WrongPlace.Describe(shape, [.. shape.Select((extent, axis) => Enumerable.Range(0, (int)extent).Select(i => at[axis].Contains(i)).ToArray())], wrong);
}
