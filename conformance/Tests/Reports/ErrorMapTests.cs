using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Where an output is wrong, in words and as a picture.</summary>
public class ErrorMapTests
{
    [Fact]
    public void A_wrong_last_column_is_seen()
    {
        Mismatch mismatch = Spoil("mb2ic1ih6iw9oc3kh3kw3", (index, value) => index[3] == 6 ? 0 : value);
        Assert.Equal("column 6, the last of 7", mismatch.Map!.Where);
        Assert.Equal(6, mismatch.Map.WrongPlanes);
        Assert.Equal(24, mismatch.Wrong);
        Assert.Equal(8, mismatch.First.Count);
        var rows = ErrorCells.Read(mismatch.Map.Planes[0].Cells.Cells);
        Assert.All(rows, row => Assert.Equal((0, 6), row[0]));
        Assert.All(rows, row => Assert.True(row[1] is { Level: > 0, Length: 1 }));
        Assert.Contains("M6 0h1v1h-1z", ErrorMapPicture.Draw(mismatch.Map));
    }

    [Theory]
    [InlineData("channels 2–3, the last of 4", 1, 2, 1)]
    [InlineData("every second row from 1 to 5, the last of 6", 2, 1, 2)]
    public void Channels_and_steps_are_named(string where, int axis, int from, int step)
    {
        Mismatch mismatch = Spoil("mb1ic1ih8iw8oc4kh3kw3", (index, value) => index[axis] >= from && (index[axis] - from) % step == 0 ? value + 1 : value);
        Assert.Equal(where, mismatch.Map!.Where);
    }

    [Fact]
    public void All_over_says_how_many() =>
        Assert.StartsWith("all over; ", Spoil("mb1ic1ih8iw8oc2kh3kw3", (index, value) => (index[1] + index[2] + index[3]) % 2 == 0 ? value + 1 : value).Map!.Where);

    [Fact]
    public void What_is_no_number_has_a_cross()
    {
        Mismatch mismatch = Spoil("mb1ic1iw8oc2kw3", (index, value) => index[1] == 1 ? double.NaN : value);
        Assert.Equal("6./6n", mismatch.Map!.Planes[0].Cells.Cells);
        Assert.Contains("class=\"cross\"", ErrorMapPicture.Draw(mismatch.Map));
    }

    [Fact]
    public void The_map_of_a_large_output_is_small()
    {
        var random = new SplitMix64(5);
        Mismatch mismatch = Spoil("mb2ic1ih130iw150oc5kh1kw1", (_, value) => random.Next() % 2 == 0 ? value + (random.Next() % 2 == 0 ? 1e-3 : 10) : value);
        string json = System.Text.Json.JsonSerializer.Serialize(mismatch.Map);
        Assert.InRange(json.Length, 1000, 20_000);
        Assert.Equal(10, mismatch.Map!.WrongPlanes);
        Assert.Equal((130L, 150L), (mismatch.Map.Planes[0].Cells.Rows, mismatch.Map.Planes[0].Cells.Columns));
    }

    [Theory]
    [InlineData("3x")]
    [InlineData("a*b")]
    [InlineData("a*9999999")]
    public void A_text_that_is_no_grid_is_rejected(string text) => Assert.Throws<InvalidDataException>(() => ErrorCells.Read(text));

    [Fact]
    public void A_grid_reads_back()
    {
        var random = new SplitMix64(3);
        var levels = new byte[7, 9];
        for (int i = 0; i < levels.Length; i++) levels[i / 9, i % 9] = (byte)(i / 9 is 2 or 3 ? 4 : random.Next() % 11);
        var rows = ErrorCells.Read(ErrorCells.Write(levels));
        Assert.Equal(levels.Cast<byte>().Select(level => (int)level), rows.SelectMany(row => row.SelectMany(run => Enumerable.Repeat(run.Level, run.Length))));
    }

    /// <summary>The right output, changed.</summary>
    private static Mismatch Spoil(string problem, Func<long[], double, double> change)
    {
        var data = CaseData<double>.Draw(ConvolutionProblem.Parse(problem), FillKind.Exact, seed: 1);
        double[] output = data.Expected.Values.ToArray();
        for (int i = 0; i < output.Length; i++)
        {
            var index = new long[data.Problem.OutputShape.Length];
            long rest = i;
            for (int axis = index.Length - 1; axis >= 0; axis--) (rest, index[axis]) = Math.DivRem(rest, (long)data.Problem.OutputShape[axis]);
            output[i] = change(index, output[i]);
        }
        return Comparison.Find<double>(data, output, AccuracyClass.Componentwise)!;
    }
}
