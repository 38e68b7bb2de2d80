using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Blocks of Winograd's tiles: nothing is left out, nothing is done twice, and nobody waits long.</summary>
public class TileCutTests
{
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
            var blocks = new TileBlocks(tiles, images, phases, rows, threads, isShared, WinogradSupport.BlockTiles(rows, tiles));
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
    [InlineData(144, 1, 8, 2, false, 40, 4, false)]
    [InlineData(196, 2, 7, 2, false, 42, 10, false)]
    [InlineData(49, 1, 7, 2, false, 28, 2, false)]
    // All share a block where that is said to be faster, or there are fewer blocks than threads.
    [InlineData(196, 1, 7, 2, true, 42, 5, true)]
    [InlineData(7, 1, 7, 2, false, 7, 1, true)]
    [InlineData(7, 2, 7, 2, false, 7, 2, false)]
    [InlineData(0, 1, 7, 1, false, 7, 0, false)]
    public void Blocks_of_tiles_are_cut_for_the_threads(int tiles, int images, int rows, int threads, bool isShared, int most, int items, bool inTwoPasses)
    {
        var blocks = new TileBlocks(tiles, images, phases: 1, rows, threads, isShared, WinogradSupport.BlockTiles(rows, tiles));
        Assert.Equal((most, items, inTwoPasses), (blocks.Most, blocks.Items, blocks.InTwoPasses));
    }

    /// <summary>Of threads that leave a second-level cache no room: 32 of 8 rows, 28 of 7, or a few more where that is all.</summary>
    [Theory]
    [InlineData(8, 3136, 48, 32)]
    [InlineData(7, 196, 42, 28)]
    [InlineData(7, 35, 35, 35)]
    [InlineData(7, 36, 42, 28)]
    [InlineData(8, 5, 8, 8)]
    public void Blocks_have_fewer_tiles_where_there_is_no_room(int rows, int tiles, int most, int few) =>
        Assert.Equal((most, few), (WinogradSupport.BlockTiles(rows, tiles), WinogradSupport.BlockTiles(rows, tiles, areFew: true)));

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
