using Conformance.Optimized.Threads;

namespace Conformance.Optimized.Winograd;

/// <summary>Tiles that are transformed together.</summary>
/// <param name="Image">The image of the batch.</param>
/// <param name="Phase">The phase of a dilated problem.</param>
/// <param name="First">The first tile.</param>
/// <param name="Count">How many.</param>
internal readonly record struct TileBlock(int Image, int Phase, int First, int Count);

/// <summary>
/// Cuts the tiles of all images and phases into blocks, and says how threads share them: blocks side by side, each by one thread; or one
/// block after the other, each in two passes by all threads. That is so where there are fewer blocks than threads, and where threads
/// with blocks of their own would each read weights that a second-level cache does not hold.
/// </summary>
internal sealed class TileBlocks
{
    private readonly int tiles, phases, blocks;

    /// <param name="tiles">The tiles of a phase of an image.</param>
    /// <param name="images">N.</param>
    /// <param name="phases">The phases of an image.</param>
    /// <param name="rows">The rows of a tile of the matrix product.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="isShared">Whether threads that share a block, and read a part of the weights each, are faster.</param>
    /// <param name="most">The most tiles of a block; whole rows.</param>
    public TileBlocks(int tiles, long images, int phases, int rows, int threads, bool isShared, int most)
    {
        (this.tiles, this.phases, Most) = (tiles, phases, most);
        int shared = threads == 1 ? Most : Shared(tiles, images * phases, threads, rows, Most);
        InTwoPasses = threads > 1 && (isShared || images * phases * ((tiles + shared - 1) / shared) < threads);
        if (!InTwoPasses) Most = shared;
        blocks = (tiles + Most - 1) / Most;
        Items = checked((int)images * phases * blocks);
    }

    /// <summary>The most tiles of a block.</summary>
    public int Most { get; }

    /// <summary>Whether all threads share a block.</summary>
    public bool InTwoPasses { get; }

    /// <summary>How many blocks.</summary>
    public int Items { get; }

    /// <summary>A block.</summary>
    public TileBlock this[int item]
    {
        get
        {
            (item, int block) = Math.DivRem(item, blocks);
            (int n, int phase) = Math.DivRem(item, phases);
            return new(n, phase, block * Most, Math.Min(Most, tiles - block * Most));
        }
    }

    /// <summary>The largest block with which the threads are done about as soon as with any other.</summary>
    private static int Shared(long tiles, long copies, int threads, int rows, int most)
    {
        // A block costs about as much as a row of tiles of the product beside its tiles: input that its neighbours deal out too.
        long whole = (tiles + rows - 1) / rows * rows;
        long Longest(int block) => Makespan.Of(whole, block, rows, copies, threads);

        int best = most;
        for (int block = most - rows; block > 0; block -= rows)
            if (Longest(block) < 0.94 * Longest(best)) best = block;
        return best;
    }
}
