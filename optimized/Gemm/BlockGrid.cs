namespace Conformance.Optimized.Gemm;

/// <summary>A part of the output that a thread computes at once.</summary>
/// <param name="Image">n.</param>
/// <param name="Group">The group.</param>
/// <param name="First">The first position.</param>
/// <param name="Count">How many positions.</param>
/// <param name="FromFilter">The first filter, counted in the group.</param>
/// <param name="ToFilter">The one behind the last.</param>
/// <param name="Round">How many of the positions, the last ones, begin anew at position 0; 0 where the output is not dense.</param>
internal readonly record struct OutputBlock(int Image, int Group, int First, int Count, int FromFilter, int ToFilter, int Round = 0);

/// <summary>Cuts an output into blocks of positions, and of filters too where there are few of those.</summary>
internal sealed class BlockGrid
{
    private readonly int groups, positions, blockPositions, blocks, filters, filtersPerChunk, chunks;

    /// <param name="images">N.</param>
    /// <param name="groups">g.</param>
    /// <param name="positions">o_d·o_h·o_w.</param>
    /// <param name="panel">Positions of a panel.</param>
    /// <param name="mostPanels">The panels of a block, at most.</param>
    /// <param name="filters">C_out/g.</param>
    /// <param name="rows">The filters of a tile.</param>
    /// <param name="threads">Who shares the blocks.</param>
    public BlockGrid(long images, long groups, int positions, int panel, int mostPanels, long filters, int rows, int threads)
    {
        (this.groups, this.positions, this.filters) = ((int)groups, positions, (int)filters);
        blockPositions = panel * Panels(positions, panel, mostPanels, images * groups, threads);
        blocks = (positions + blockPositions - 1) / blockPositions;
        int tiles = (this.filters + rows - 1) / rows;
        // Few blocks: the filters are shared out too, which packs the input once for each share.
        int wanted = threads == 1 ? 1 : (int)Math.Clamp(4L * threads / Math.Max(images * groups * blocks, 1), 1, tiles);
        filtersPerChunk = (tiles + wanted - 1) / wanted * rows;
        chunks = (this.filters + filtersPerChunk - 1) / filtersPerChunk;
        Items = checked((int)(images * groups) * blocks * chunks);
    }

    /// <summary>The largest block with which the threads are done about as soon as with any other.</summary>
    private static int Panels(int positions, int panel, int most, long copies, int threads)
    {
        double Longest(int panels)
        {
            int block = panel * panels;
            long whole = positions / block * copies, rest = positions % block * copies;
            return Math.Max((whole + threads - 1) / threads * block, (double)(whole * block + rest) / threads);
        }

        int best = most;
        if (threads > 1 && positions / panel * copies >= threads)
            for (int panels = most - 1; panels > 0; panels--) if (Longest(panels) < 0.97 * Longest(best)) best = panels;
        return best;
    }

    /// <summary>How many blocks.</summary>
    public int Items { get; }

    /// <summary>A block.</summary>
    public OutputBlock this[int item]
    {
        get
        {
            (item, int chunk) = Math.DivRem(item, chunks);
            (item, int block) = Math.DivRem(item, blocks);
            (int image, int group) = Math.DivRem(item, groups);
            int first = block * blockPositions, filter = chunk * filtersPerChunk;
            return new(image, group, first, Math.Min(blockPositions, positions - first), filter, Math.Min(filter + filtersPerChunk, filters));
        }
    }

    /// <summary>A block where the first one begins some positions later, and the last one ends with those that come before.</summary>
    /// <param name="block">The block.</param>
    /// <param name="positions">How many; fewer than a panel has.</param>
    public OutputBlock Turned(in OutputBlock block, int positions)
    {
        int first = block.First + positions, end = first + block.Count;
        return block with { First = first, Round = Math.Max(end - this.positions, 0) };
    }
}
