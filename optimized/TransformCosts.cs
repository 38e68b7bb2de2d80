using Conformance.Optimized.Fft;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>
/// The cost model of the strategies that transform, in the cycles of <see cref="CostModel"/>:
/// <code>
///   winograd    P·⌈t/R⌉·⌈C_out/2L⌉·(2R·C_in + 40)·N     + forward: N·C_in·(⌈t/L⌉ + 1)·400·P/36 (strided ·800)   + back: N·t·⌈C_out/L⌉·400·P/36
///               products at least as long as weights beyond 1 MiB take: P·C_in·C_out elements a block of tiles, 6 bytes a cycle (4 beyond 12 MiB)
///               transforms in registers of 256 bits ·1.5
///               + weights that leave the caches: the same, 2 bytes a cycle
///               + tiles that leave the second-level cache: 2·(P·C_in·(tiles of a block) elements − 1 MiB), 4 bytes a cycle
///   fft         N·tiles·H·W·log₂(HW)·(C_in + C_out)·3.3/L   + products: N·tiles·H·W·C_out·(C_in/g)·3/L
///               + kernels beyond 1 MiB: 2·H·W·C_out·(C_in/g) elements a pair of tiles, 4 bytes a cycle
/// </code>
/// with t = ⌈o_h/m⌉·⌈o_w/m⌉ tiles of P = (m + r − 1)² points (of a dilated problem: in each of its d² phases), L lanes, and
/// s² times the channels where there is a stride.
/// The numbers were measured on Zen 4 with registers of 16 floats: forward 380–850, back 380–460, and 3.2 ms for a kernel
/// of 31×31 on 1024×1024.
/// </summary>
internal static class TransformCosts
{
    private const double Forward = 400, Back = 400, Fourier = 3.3, FourierProducts = 3;

    /// <summary>The transform forward where columns are dealt out by a stride first.</summary>
    private const double ForwardStrided = 800;

    /// <summary>What sixteen registers make of a transform, whose points are more. With it, on Zen 3, 3×3 at stride 2 on 128×56×56 is expected to take 3.0 ms
    /// and takes 3.1, and 5×5 on 32×28×28 0.84 for 0.80.</summary>
    private const double SixteenRegisters = 1.5;

    /// <summary>Cycles of a small matrix product before and after its steps: 36 for each tile of the product.</summary>
    private const double Product = 40;

    /// <summary>Transformed weights of more bytes than this come from memory at each call, <see cref="MemoryBytes"/> a cycle.</summary>
    private const double CacheBytes = 16 << 20, MemoryBytes = 2;

    /// <summary>Transformed kernels of more bytes than this come from a third-level cache for each pair of tiles or block,
    /// <see cref="StreamBytes"/> a cycle: measured 3 to 5 on 16 and 10 MiB.</summary>
    private const double SecondLevelBytes = WinogradSupport.SecondLevelBytes, StreamBytes = 4;

    /// <summary>Of transformed weights for matrix products so many bytes a cycle come from there, and <see cref="StreamBytes"/> where they are
    /// more than <see cref="LargeBytes"/>: measured 5.5 on 9 MiB and 3.9 on 16 MiB, on Zen 5.</summary>
    private const double ProductStreamBytes = 6, LargeBytes = 12 << 20;

    /// <summary>All of them.</summary>
    public static StrategyCost[] All(ConvolutionProblem p, Core core) =>
    [
        Winograd(p, core, 2, Winograd2x2<float>.Taps), Winograd(p, core, 3, Winograd3x3<float>.Taps),
        Winograd(p, core, 4, Winograd4x4<float>.Taps), Fft(p, core),
    ];

    /// <summary>F(m×m, r×r), for the r that there are.</summary>
    private static StrategyCost Winograd(ConvolutionProblem p, Core core, int m, ReadOnlySpan<int> taps)
    {
        string name = $"winograd{m}";
        Support support = WinogradSupport.Of(p, taps);
        if (!support.IsSupported) return new(name, double.PositiveInfinity, support.Reason);
        double points = Math.Pow(m + WinogradSupport.Taps(p) - 1, 2), batch = p.Batch * p.Axes.Aggregate(1.0, (count, axis) => count * axis.Dilation);
        double channels = p.InputChannels * p.Axes.Aggregate(1.0, (count, axis) => count * axis.Stride);
        double terms = p.InputChannels * new PartOrder(p.Axes[0], p.Axes[1], WinogradSupport.Taps(p)).Products(m + WinogradSupport.Taps(p) - 1);
        double tiles = WinogradSupport.Tiles(p, m), filters = Math.Ceiling((double)p.OutputChannels / core.Lanes);
        double rows = core.Width != VectorWidth.Bits512 ? 4 : WinogradSupport.SevenRows(p, m) ? 7 : 8;
        double products = batch * terms * Math.Ceiling(tiles / rows) * rows * filters / core.MultiplyAdds;
        double calls = batch * points * Math.Ceiling(tiles / rows) * Math.Ceiling(filters / 2) * Product;
        double forward = p.Axes.Any(axis => axis.Stride > 1) ? ForwardStrided : Forward;
        double transforms = batch * (channels * (Math.Ceiling(tiles / core.Lanes) + 1) * forward + tiles * filters * Back) * points / 36;
        if (core.IsPaired256) transforms *= SixteenRegisters;
        double bytes = points * channels * p.OutputChannels * core.ElementBytes, weights = bytes > CacheBytes ? bytes / MemoryBytes : 0;
        // Weights that a second-level cache does not hold come while products are computed, once for each block of tiles.
        double block = WinogradSupport.BlockTiles((int)rows, (long)tiles), blocks = batch * Math.Ceiling(tiles / block);
        if (bytes > SecondLevelBytes) products = Math.Max(products, blocks * bytes / (bytes > LargeBytes ? StreamBytes : ProductStreamBytes));
        // So do transformed tiles: written, and read for the products.
        double spilled = Math.Max(points * channels * Math.Min(tiles, block) * core.ElementBytes - SecondLevelBytes, 0);
        transforms += blocks * 2 * spilled / StreamBytes;
        return new(name, products + calls + transforms + weights, $"{products + calls:G3} products, {transforms:G3} transforms, {weights:G3} weights");
    }

    public static StrategyCost Fft(ConvolutionProblem p, Core core)
    {
        if (new FftConvolution<float>(core.Width, 1).Supports(p) is { IsSupported: false } no) return new("fft", double.PositiveInfinity, no.Reason);
        if (p.OutputCount == 0) return new("fft", double.PositiveInfinity, "fft: nothing to compute");
        FftPlan plan = FftPlan.Of(p.Axes[0], p.Axes[1]);
        double points = (double)p.Batch * plan.TilesHigh * plan.TilesWide * plan.Height * plan.Width;
        double transforms = plan.Cost * p.Batch * (p.InputChannels + p.OutputChannels) * Fourier / core.Lanes;
        double products = points * p.OutputChannels * p.InputChannelsPerGroup * FourierProducts / core.Lanes;
        double bytes = 2.0 * plan.Height * plan.Width * p.OutputChannels * p.InputChannelsPerGroup * core.ElementBytes;
        double stream = bytes > SecondLevelBytes ? p.Batch * Math.Ceiling(plan.TilesHigh * plan.TilesWide / 2.0) * bytes / StreamBytes : 0;
        return new("fft", transforms + products + stream, $"{transforms:G3} transforms, {products:G3} products, {stream:G3} weights");
    }
}
