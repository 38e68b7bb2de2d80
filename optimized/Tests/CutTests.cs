using Conformance.Optimized.Gemm;
using Conformance.Optimized.Rows;
using Conformance.Optimized.Windows;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>How work is cut for threads: nothing is left out, nothing is done twice, and nobody waits long.</summary>
public class CutTests
{
    [Theory]
    [InlineData(1, 1, 100, 48, 5, 20, 8, 1)]
    [InlineData(2, 3, 1000, 48, 5, 33, 8, 1)]
    [InlineData(1, 1, 49, 48, 5, 512, 8, 2)]
    [InlineData(2, 3, 300, 32, 5, 17, 7, 4)]
    [InlineData(1, 2, 7, 12, 3, 5, 4, 7)]
    [InlineData(3, 1, 240, 16, 5, 64, 8, 3)]
    public void Blocks_meet_every_position_of_every_filter_once(int images, int groups, int positions, int panel, int most, int filters, int rows, int threads)
    {
        var grid = new BlockGrid(images, groups, positions, panel, most, filters, rows, threads);
        var met = new int[images, groups, positions, filters];
        for (int item = 0; item < grid.Items; item++)
        {
            OutputBlock block = grid[item];
            Assert.InRange(block.Count, 1, panel * most);
            Assert.Equal(0, block.First % panel);
            Assert.Equal(0, block.FromFilter % rows);
            for (int at = 0; at < block.Count; at++)
                for (int filter = block.FromFilter; filter < block.ToFilter; filter++) met[block.Image, block.Group, block.First + at, filter]++;
        }
        Assert.All(met.Cast<int>(), times => Assert.Equal(1, times));
    }

    [Theory]
    // One thread: whole blocks of panels, all filters.
    [InlineData(1, 1, 3136, 256, 1, 14, 240, 256)]
    // Two: blocks of 240 would leave one of them with two of three.
    [InlineData(1, 1, 720, 64, 2, 8, 192, 32)]
    [InlineData(1, 8, 720, 64, 2, 24, 240, 64)]
    // Fewer blocks than four for each thread: filters are shared out, in whole tiles.
    [InlineData(1, 1, 480, 64, 2, 8, 240, 16)]
    [InlineData(1, 1, 49, 512, 2, 8, 49, 64)]
    [InlineData(1, 1, 96, 64, 2, 8, 96, 8)]
    [InlineData(1, 1, 49, 20, 2, 3, 49, 8)]
    [InlineData(4, 1, 49, 512, 2, 8, 49, 256)]
    [InlineData(2, 4, 49, 512, 2, 8, 49, 512)]
    // More threads than panels: whole blocks.
    [InlineData(1, 1, 100, 8, 4, 1, 100, 8)]
    public void Blocks_are_cut_for_the_threads(int images, int groups, int positions, int filters, int threads, int items, int firstCount, int firstFilters)
    {
        var grid = new BlockGrid(images, groups, positions, panel: 48, mostPanels: 5, filters, rows: 8, threads);
        Assert.Equal((items, firstCount, firstFilters), (grid.Items, grid[0].Count, grid[0].ToFilter));
    }

    [Fact]
    public void A_turned_block_ends_with_the_first_positions()
    {
        var grid = new BlockGrid(1, 1, positions: 100, panel: 10, mostPanels: 3, filters: 8, rows: 8, threads: 1);
        Assert.Equal((4, 30, 0), (grid.Turned(grid[0], 4).First, grid.Turned(grid[0], 4).Count, grid.Turned(grid[0], 4).Round));
        Assert.Equal((94, 10, 4), (grid.Turned(grid[3], 4).First, grid.Turned(grid[3], 4).Count, grid.Turned(grid[3], 4).Round));
    }

    [Theory]
    [InlineData(1, 1, 1, 7, 1)]
    [InlineData(100, 1, 1, 8, 1)]
    [InlineData(196, 2, 4, 7, 1)]
    [InlineData(196, 1, 1, 7, 2)]
    [InlineData(49, 1, 1, 8, 3)]
    [InlineData(300, 3, 1, 7, 5)]
    public void Blocks_of_tiles_meet_every_tile_once(int tiles, int images, int phases, int rows, int threads)
    {
        foreach (bool isShared in new[] { true, false })
        {
            var blocks = new TileBlocks(tiles, images, phases, rows, threads, isShared);
            var met = new int[images, phases, tiles];
            for (int item = 0; item < blocks.Items; item++)
            {
                TileBlock block = blocks[item];
                Assert.InRange(block.Count, 1, blocks.Most);
                for (int at = 0; at < block.Count; at++) met[block.Image, block.Phase, block.First + at]++;
            }
            Assert.All(met.Cast<int>(), times => Assert.Equal(1, times));
            Assert.Equal(0, blocks.Most % rows);
        }
    }

    [Theory]
    // One thread has whole blocks; 42 of 7 where there are more than 49, 48 of 8.
    [InlineData(196, 1, 7, 1, false, 42, 5, false)]
    [InlineData(49, 1, 7, 1, false, 49, 1, false)]
    [InlineData(50, 1, 7, 1, false, 42, 2, false)]
    [InlineData(48, 1, 8, 1, true, 48, 1, false)]
    [InlineData(49, 1, 8, 1, true, 48, 2, false)]
    [InlineData(5, 1, 8, 1, false, 8, 1, false)]
    // Two: about as many tiles for each.
    [InlineData(196, 1, 7, 2, false, 42, 5, false)]
    [InlineData(144, 1, 8, 2, false, 32, 5, false)]
    [InlineData(196, 2, 7, 2, false, 42, 10, false)]
    [InlineData(49, 1, 7, 2, false, 21, 3, false)]
    // All share a block where that is said to be faster, or there are fewer blocks than threads.
    [InlineData(196, 1, 7, 2, true, 42, 5, true)]
    [InlineData(7, 1, 7, 2, false, 7, 1, true)]
    [InlineData(7, 2, 7, 2, false, 7, 2, false)]
    [InlineData(0, 1, 7, 1, false, 7, 0, false)]
    public void Blocks_of_tiles_are_cut_for_the_threads(int tiles, int images, int rows, int threads, bool isShared, int most, int items, bool inTwoPasses)
    {
        var blocks = new TileBlocks(tiles, images, phases: 1, rows, threads, isShared);
        Assert.Equal((most, items, inTwoPasses), (blocks.Most, blocks.Items, blocks.InTwoPasses));
    }

    [Theory]
    // One thread: the fewest bands, all panels.
    [InlineData(1, 28, 28, 4, 1, 1, 28, 1, 4)]
    [InlineData(1, 28, 10, 4, 1, 3, 10, 1, 4)]
    // Two: bands of even height, or panels shared where a copy costs little beside the products.
    [InlineData(1, 28, 28, 4, 2, 2, 14, 1, 4)]
    [InlineData(1, 1, 1, 4, 2, 1, 1, 2, 2)]
    [InlineData(2, 28, 28, 4, 2, 1, 28, 1, 4)]
    [InlineData(1, 7, 7, 16, 2, 1, 7, 2, 8)]
    [InlineData(1, 3, 3, 3, 4, 3, 1, 1, 3)]
    public void Windows_are_cut_for_the_threads(long copies, int rows, int mostRows, int panels, int threads, int bands, int height, int shares, int wide)
    {
        var cut = WindowShares.Of(copies, rows, mostRows, panels, threads, rowCost: 100, copyCost: 5, haloRows: 2);
        Assert.Equal((bands, height, shares, wide), (cut.Bands, cut.Rows, cut.Shares, cut.Panels));
    }

    /// <summary>Each share copies its band anew, and each band the rows that it has in common with the next one.</summary>
    [Theory]
    [InlineData(4, 4, 100, 0, 0, 1, 2)]
    [InlineData(3, 4, 100, 0, 0, 1, 2)]
    [InlineData(4, 3, 100, 0, 0, 2, 1)]
    [InlineData(3, 4, 10, 100, 0, 2, 1)]
    [InlineData(5, 5, 100, 1, 1, 1, 2)]
    public void Copies_count(int rows, int panels, double rowCost, double copyCost, double haloRows, int bands, int shares)
    {
        var cut = WindowShares.Of(copies: 1, rows, rows, panels, threads: 2, rowCost, copyCost, haloRows);
        Assert.Equal((bands, shares), (cut.Bands, cut.Shares));
    }

    [Theory]
    // One thread: a plane is one band, if it fits: 32768 elements hold 327 rows of 100, less 3.
    [InlineData(112, 1, 100, 32, 1, false, 112)]
    [InlineData(324, 1, 100, 1, 1, true, 324)]
    [InlineData(325, 1, 100, 1, 1, true, 163)]
    [InlineData(325, 1, 100, 1, 1, false, 164)]
    [InlineData(328, 2, 100, 1, 1, true, 164)]
    // Eight rows at least, even of huge ones.
    [InlineData(100, 1, 30000, 1, 1, true, 8)]
    [InlineData(8, 1, 30000, 1, 1, true, 8)]
    [InlineData(9, 1, 30000, 1, 1, true, 5)]
    // Threads with few planes share bands: four for each, as many for one as for another.
    [InlineData(112, 1, 100, 1, 2, true, 14)]
    [InlineData(112, 1, 100, 2, 2, true, 28)]
    [InlineData(112, 1, 100, 1, 3, true, 10)]
    [InlineData(112, 1, 100, 2, 3, true, 19)]
    [InlineData(112, 1, 100, 4, 2, true, 56)]
    [InlineData(112, 1, 100, 8, 2, true, 112)]
    [InlineData(112, 1, 100, 1, 2, false, 16)]
    [InlineData(0, 1, 100, 1, 1, true, 1)]
    public void Planes_are_cut_into_bands(int rows, int stride, int elements, int planes, int threads, bool isLine, int expected)
    {
        var height = new SpatialAxis((rows - 1) * stride + 3, 3, stride);
        Assert.Equal(expected, RowBands.Rows(height, elements, planes, threads, isLine));
    }

    [Theory]
    [InlineData(40, 1, true, 40)]
    [InlineData(0, 1, true, 1)]
    [InlineData(40, 1, false, 1)]
    [InlineData(31, 2, true, 1)]
    [InlineData(32, 2, true, 2)]
    [InlineData(100, 2, true, 6)]
    [InlineData(100, 2, false, 1)]
    public void Small_planes_are_computed_several_at_once(int planes, int threads, bool isWhole, int expected) =>
        Assert.Equal(expected, RowBands.PlanesAtOnce(planes, threads, isWhole));

    [Theory]
    [InlineData("mb1ic4ih28iw28oc4kh3kw3ph1pw1", 4, 49, true)]
    [InlineData("mb1ic4ih28iw28oc4kh3kw3ph1pw1", 2, 196, true)]
    [InlineData("mb1ic4ih29iw28oc4kh3kw3ph1pw1", 4, 56, false)]
    [InlineData("mb1ic4ih9iw9oc4kh3kw3dh1dw1ph2pw2", 4, 4, true)]
    public void Tiles_are_counted(string line, int outputs, int tiles, bool sevenRows)
    {
        var problem = ConvolutionProblem.Parse(line);
        Assert.Equal((tiles, sevenRows), (WinogradSupport.Tiles(problem, outputs), WinogradSupport.SevenRows(problem, outputs)));
    }
}
