using Conformance.Optimized.Gemm;

namespace Conformance.Tests;

/// <summary>Blocks of positions and filters: nothing is left out, nothing is done twice, and nobody waits long.</summary>
public class BlockCutTests
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
}
