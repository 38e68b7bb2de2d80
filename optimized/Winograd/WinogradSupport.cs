using Conformance.Spec;

namespace Conformance.Optimized.Winograd;

/// <summary>What the Winograd kernels compute.</summary>
internal static class WinogradSupport
{
    /// <summary>A dilated convolution is split into d² others; more of them than this are not worth their tables.</summary>
    private const int MaxDilation = 16;

    /// <summary>One of stride s has s² times the channels, most of them of a few taps.</summary>
    private const int MaxStride = 4;

    /// <summary>Tiles at once; and where more threads than one leave a second-level cache no room for them, of which the third-level cache then serves all:
    /// with 32 in place of 48 two threads take 5 to 20 % less on 64×224×224 (Zen 5), one thread 1 % more.</summary>
    private const int MostTiles = 48, FewTiles = 32;

    /// <summary>A second-level cache.</summary>
    public const long SecondLevelBytes = 1 << 20;

    /// <param name="problem">The problem.</param>
    /// <param name="taps">The filters that there are transforms for.</param>
    public static Support Of(ConvolutionProblem problem, params ReadOnlySpan<int> taps) => Support.Yes
        .But(problem.Axes.Length != 2 || !taps.Contains(Taps(problem)),
            $"winograd: two axes, with kernels of {string.Join(" or ", taps.ToArray())}, or so many times the stride")
        .But(problem.Axes.Any(a => a.Stride > 1 && a.Dilation > 1), "winograd: a stride or a dilation on an axis, not both")
        .But(problem.Axes.Any(a => a.Dilation > MaxDilation), $"winograd: a dilation of {MaxDilation} at most")
        .But(problem.Axes.Any(a => a.Stride > MaxStride), $"winograd: a stride of {MaxStride} at most")
        .But(problem.Groups != 1, "winograd: one group");

    /// <summary>r: the taps of the phases of the longer axis.</summary>
    public static int Taps(ConvolutionProblem problem) => problem.Axes.Max(Phase.Taps);

    /// <summary>Tiles at once at most, for tiles of the product of so many rows: 48 fill registers of 16, and a few more only where that makes one
    /// block of two; no more than there are. 42 in place of 49 takes 3 to 10 % less on images of 196 tiles and 64 channels (Zen 5), and 5 % more on one of 49.</summary>
    public static int BlockTiles(int rows, long tiles, bool areFew = false)
    {
        int most = areFew ? FewTiles : MostTiles, more = (most + rows - 1) / rows * rows;
        return tiles > more ? most / rows * rows : (int)(Math.Max(tiles, 1) + rows - 1) / rows * rows;
    }

    /// <summary>The tiles of an image, or of one phase of it.</summary>
    public static long Tiles(ConvolutionProblem problem, int m) => problem.Axes.Aggregate(1L, (count, axis) =>
        count * (((axis.Output + axis.Dilation - 1) / axis.Dilation + m - 1) / m));

    /// <summary>Whether tiles of seven rows compute less beyond the last tile of an image than those of eight.</summary>
    public static bool SevenRows(ConvolutionProblem problem, int m) => (Tiles(problem, m) + 6) / 7 * 7 < (Tiles(problem, m) + 7) / 8 * 8;
}
