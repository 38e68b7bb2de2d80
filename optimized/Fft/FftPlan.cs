using Conformance.Spec;

namespace Conformance.Optimized.Fft;

/// <summary>How an output is cut into tiles of the circular convolution (overlap-save): a tile of n inputs gives
/// n − span + 1 outputs at stride 1.</summary>
/// <param name="Height">Points of a tile along the height.</param>
/// <param name="Width">Points of a tile along the width.</param>
/// <param name="TilesHigh">Tiles along the height.</param>
/// <param name="TilesWide">Tiles along the width.</param>
internal readonly record struct FftPlan(int Height, int Width, int TilesHigh, int TilesWide)
{
    /// <summary>The largest tile: 256×256 complex floats are 512 KiB.</summary>
    public const int MostPoints = 256;

    /// <summary>The smallest: a register of 16, turned over in squares.</summary>
    private const int FewestPoints = 32;

    /// <summary>The kernels that are supported: at least half of the largest tile is output.</summary>
    public const int MostSpan = MostPoints / 2;

    /// <summary>The cheapest plan: it minimises Σ H·W·log₂(H·W) over the tiles.</summary>
    public static FftPlan Of(SpatialAxis height, SpatialAxis width)
    {
        FftPlan best = default;
        foreach (int h in Sizes(height))
        {
            foreach (int w in Sizes(width))
            {
                var plan = new FftPlan(h, w, Tiles(height, h), Tiles(width, w));
                if (best.Height == 0 || plan.Cost < best.Cost) best = plan;
            }
        }
        return best;
    }

    /// <summary>Multiply-adds of all tiles, times a constant. Tiles of 64 Ki points leave the second-level cache, which
    /// costs about a quarter.</summary>
    public double Cost => (double)TilesHigh * TilesWide * Height * Width * Math.Log2(Height * Width) * (Height * Width > 1 << 15 ? 1.25 : 1);

    /// <summary>Outputs at stride 1 between the first and the last that is wanted.</summary>
    public static int Extent(SpatialAxis axis) => checked((int)((axis.Output - 1) * axis.Stride + 1));

    private static IEnumerable<int> Sizes(SpatialAxis axis)
    {
        for (int n = FewestPoints; n <= MostPoints; n *= 2)
        {
            if (n < 2 * axis.Span - 1) continue;
            yield return n;
            if (n >= Extent(axis) + axis.Span - 1) yield break;
        }
    }

    private static int Tiles(SpatialAxis axis, int points)
    {
        int outputs = points - (int)axis.Span + 1;
        return (Extent(axis) + outputs - 1) / outputs;
    }
}
