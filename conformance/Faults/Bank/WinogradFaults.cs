using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>Winograd's tiles: seen on 3×3 kernels of stride 1.</summary>
internal static class WinogradFaults
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("single-tile-loop", "tail", "the tiles of 2×2 that are left over from blocks of 4 are wrong",
            "Tencent/ncnn#1891", "mb1ic1ih3iw3oc1kh3kw3",
            p => IsPlain(p) && Tiles(p) % 4 != 0,
            new() { Result = (p, at, value) => Tile(p, at) >= Tiles(p) / 4 * 4 ? 0 : value }),

        new("tile-step-r-1", "fast algorithms", "tiles begin r − 1 = 2 rows apart, where those of F(4, 3) are 4 apart",
            "adam-dziedzic/winograd#1", "mb1ic1ih7iw3oc1kh3kw3",
            p => IsPlain(p) && p.Axes[0].Size > 6,
            new() { Read = reach => reach.AxisIndex == 0 ? reach.Inside(reach.At - reach.Position + reach.Position / 4 * 2 + reach.Position % 4) : reach.Right }),

        // Of our own kernels: images of 65 to 124 columns, of which no case had any.
        new("tile-register-overlap", "tail", "the last register of a row of tiles is written whole, over the first tiles of the next row, where a row needs two registers",
            SeededFault.Plausible, "mb1ic1ih7iw67oc1kh3kw3",
            p => IsPlain(p) && p.Axes[0].Output > 4 && TilesOf4(p) is > Lanes and < 2 * Lanes,
            new() { Result = (p, at, value) => at[2] >= 4 && at[3] < 4 * (2 * Lanes - TilesOf4(p)) ? 0 : value }),

        new("prepacked-means-3x3", "state", "a kernel that was transformed before is taken for 3×3",
            "apache/tvm#4276", "mb1ic1ih5iw5oc1kh5kw5",
            p => p.Axes.All(a => a.Kernel == 5), new() { Tap = (p, _, tap) => tap < 3 ? p.IsStrict ? 4 - tap : tap : -1 })
        { NeedsPreparing = true },
    ];

    /// <summary>Tiles of a register of 16 floats.</summary>
    private const int Lanes = 16;

    internal static bool IsPlain(ConvolutionProblem p) =>
        p.Axes.Length == 2 && p.Axes.All(a => a is { Kernel: 3, Stride: 1, Dilation: 1 });

    private static long TilesOf4(ConvolutionProblem p) => (p.Axes[1].Output + 3) / 4;

    private static long Tiles(ConvolutionProblem p) => (p.Axes[0].Output + 1) / 2 * ((p.Axes[1].Output + 1) / 2);

    private static long Tile(ConvolutionProblem p, long[] at) => at[2] / 2 * ((p.Axes[1].Output + 1) / 2) + at[3] / 2;
}
