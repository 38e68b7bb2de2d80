using System.Runtime.Intrinsics.X86;
using Conformance.Optimized;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Packing;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What is moved by shuffles goes where the definition says, and nothing beside it changes.</summary>
public class ShuffleTests
{
    [Fact]
    public void Squares_are_turned_over_whole_and_in_part()
    {
        CheckTurn<Lanes128<float>>(0);
        CheckTurn<Lanes256<float>>(Avx.IsSupported ? 8 : 0);
        CheckTurn<Lanes512<float>>(Avx512F.IsSupported ? 16 : 0);
        Assert.Equal(0, Turn<double, Lanes256<double>>.Side);
    }

    [Fact]
    public void Every_other_element_is_dealt_out()
    {
        CheckEveryOther<Lanes128<float>>(Sse.IsSupported);
        CheckEveryOther<Lanes256<float>>(Avx2.IsSupported);
        CheckEveryOther<Lanes512<float>>(Avx512F.IsSupported);
        Assert.False(EveryOther<double, Lanes256<double>>.IsSupported);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(4, 2)]
    [InlineData(4, 3)]
    public void Columns_of_tiles_are_dealt_out(int m, int taps)
    {
        int side = m + taps - 1, tiles = 21, rowSize = m * 32 + Deal512.Reach, plane = 101, tileRow = 24;
        float[] x = Numbers(2 * m * rowSize);
        foreach (int lanes in new[] { 8, 16 })
        {
            var dealt = new float[m * side * plane];
            if (lanes == 8 && Avx2.IsSupported) Deal256.Columns(ref x[0], rowSize, m, side, ref dealt[0], plane, tileRow, 0, 2 * m, tiles);
            else if (lanes == 16 && Avx512F.IsSupported) Deal512.Columns(ref x[0], rowSize, m, side, ref dealt[0], plane, tileRow, 0, 2 * m, tiles);
            else continue;
            for (int row = 0; row < 2 * m; row++)
            {
                for (int c = 0; c < side; c++)
                    for (int j = 0; j < tiles; j++) Assert.Equal(x[row * rowSize + m * j + c], dealt[(row % m * side + c) * plane + row / m * tileRow + j]);
            }
        }
    }

    [Theory]
    [InlineData("mb1ic1ih5iw7oc1kh3kw3ph1pw1")]
    [InlineData("mb1ic1ih9iw30oc1kh3kw5ph1pw2")]
    [InlineData("mb1ic1ih6iw11oc1kh3kw3dh1dw2ph0pw3")]
    [InlineData("mb1ic1ih1iw40oc1kh1kw1")]
    public void Rows_that_follow_each_other_are_where_the_definition_reads_them(string line)
    {
        var shape = new VolumeShape(ConvolutionProblem.Parse(line));
        const int Panel = 6;
        SameRows<int> rows = SameRows<int>.For(shape, Panel)!;
        (SpatialAxis height, SpatialAxis width) = (shape.Height, shape.Width);
        int found = 0;
        for (int tap = 0; tap < shape.Taps; tap++)
        {
            for (int first = 0; first + Panel <= shape.Positions; first++)
            {
                long[] input = [.. Enumerable.Range(first, Panel).Select(p => height.InputAt(p / shape.OutputWidth, tap / width.Kernel))];
                bool isThere = rows.TryFind(tap, first, out int start, out ReadOnlySpan<int> mask);
                Assert.Equal(input.All(row => row >= 0 && row < height.Size), isThere);
                if (!isThere) continue;
                found++;
                for (int j = 0; j < Panel; j++)
                {
                    long column = width.InputAt((first + j) % shape.OutputWidth, tap % width.Kernel);
                    bool isInside = column >= 0 && column < width.Size;
                    Assert.Equal(isInside ? -1 : 0, mask[j]);
                    if (isInside) Assert.Equal(input[j] * width.Size + column, start + j);
                }
            }
        }
        Assert.True(found > 0);
    }

    [Theory]
    [InlineData("mb1ic1ih5iw7oc1kh3kw3")]
    [InlineData("mb1ic1ih5iw7oc1kh3kw3sh2ph1pw1")]
    [InlineData("mb1ic1id3ih5iw7oc1kd3kh3kw3pd1ph1pw1")]
    [InlineData("mb1ic1id1ih5iw7oc1kd1kh3kw3pd1qd-1ph1pw1")]
    public void Rows_that_do_not_are_left_to_others(string line) => Assert.Null(SameRows<float>.For(new VolumeShape(ConvolutionProblem.Parse(line)), 6));

    private static void CheckTurn<V>(int side) where V : struct, ILanes<V, float>
    {
        Assert.Equal(side, Turn<float, V>.Side);
        const int From = 19, Pitch = 37;
        float[] square = Numbers(16 * From);
        for (int rows = 1; rows <= side; rows++)
        {
            for (int columns = 1; columns <= side; columns++)
            {
                var target = new float[side * Pitch];
                Turn<float, V>.ToRows(in square[0], From, ref target[0], Pitch, rows, columns);
                for (int i = 0; i < target.Length; i++)
                    Assert.Equal(i / Pitch < rows && i % Pitch < columns ? square[i % Pitch * From + i / Pitch] : 0, target[i]);
            }
        }
        if (side == 0) return;
        float[] turned = [.. square];
        Turn<float, V>.InPlace(ref turned[0], From);
        for (int i = 0; i < turned.Length; i++)
        {
            (int row, int column) = (i / From, i % From);
            Assert.Equal(row < side && column < side ? square[column * From + row] : square[i], turned[i]);
        }
    }

    private static void CheckEveryOther<V>(bool isSupported) where V : struct, ILanes<V, float>
    {
        Assert.Equal(isSupported, EveryOther<float, V>.IsSupported);
        if (!isSupported) return;
        float[] source = Numbers(2 * V.Count), evens = new float[V.Count], odds = new float[V.Count];
        EveryOther<float, V>.Split(in source[0], out V even, out V odd);
        even.Store(ref evens[0]);
        odd.Store(ref odds[0]);
        Assert.Equal(source.Where((_, i) => i % 2 == 0), evens);
        Assert.Equal(source.Where((_, i) => i % 2 == 1), odds);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];
}
