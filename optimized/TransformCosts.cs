using Conformance.Optimized.Fft;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>
/// The cost model of the strategies that transform, in the cycles of <see cref="CostModel"/>:
/// <code>
///   winograd4   36·⌈t/R⌉·⌈C_out/2L⌉·(2R·C_in + 40)·N    + forward: N·C_in·(⌈t/L⌉ + 1)·400   + back: N·t·⌈C_out/L⌉·400
///               + weights that leave the caches: 36·C_in·C_out elements, 2 bytes a cycle
///   fft         N·tiles·H·W·log₂(HW)·(C_in + C_out)·3.3/L   + products: N·tiles·H·W·C_out·(C_in/g)·3/L
///               + kernels beyond 1 MiB: 2·H·W·C_out·(C_in/g) elements a pair of tiles, 4 bytes a cycle
/// </code>
/// with t = ⌈o_h/4⌉·⌈o_w/4⌉ tiles and L lanes. The numbers were measured on Zen 4 with registers of 16 floats: forward
/// 380–850, back 380–460, and 3.2 ms for a kernel of 31×31 on 1024×1024.
/// </summary>
internal static class TransformCosts
{
    private const double Forward = 400, Back = 400, Fourier = 3.3, FourierProducts = 3;

    /// <summary>Cycles of a small matrix product before and after its steps: 36 for each tile of the product.</summary>
    private const double Product = 40;

    /// <summary>Transformed weights of more bytes than this come from memory at each call, <see cref="MemoryBytes"/> a cycle.</summary>
    private const double CacheBytes = 16 << 20, MemoryBytes = 2;

    /// <summary>Transformed kernels of more bytes than this come from a third-level cache for each pair of tiles,
    /// <see cref="StreamBytes"/> a cycle: measured 3 to 5 on 16 and 10 MiB.</summary>
    private const double SecondLevelBytes = 1 << 20, StreamBytes = 4;

    public static StrategyCost Winograd(ConvolutionProblem p, VectorWidth width, int lanes)
    {
        if (WinogradSupport.Of(p) is { IsSupported: false } no) return new("winograd4", double.PositiveInfinity, no.Reason);
        double tiles = p.Axes.Aggregate(1.0, (count, axis) => count * Math.Ceiling(axis.Output / 4.0)), batch = p.Batch;
        double filters = Math.Ceiling((double)p.OutputChannels / lanes), rows = width == VectorWidth.Bits512 ? 8 : 4;
        double products = batch * 36 * p.InputChannels * Math.Ceiling(tiles / rows) * rows * filters;
        double calls = batch * 36 * Math.Ceiling(tiles / rows) * Math.Ceiling(filters / 2) * Product;
        double transforms = batch * p.InputChannels * (Math.Ceiling(tiles / lanes) + 1) * Forward + batch * tiles * filters * Back;
        double bytes = 36.0 * p.InputChannels * p.OutputChannels * (width.Bits() / 8 / lanes), weights = bytes > CacheBytes ? bytes / MemoryBytes : 0;
        return new("winograd4", products + calls + transforms + weights, $"{products + calls:G3} products, {transforms:G3} transforms, {weights:G3} weights");
    }

    public static StrategyCost Fft(ConvolutionProblem p, VectorWidth width, int lanes)
    {
        if (new FftConvolution<float>(width, 1).Supports(p) is { IsSupported: false } no) return new("fft", double.PositiveInfinity, no.Reason);
        if (p.OutputCount == 0) return new("fft", double.PositiveInfinity, "fft: nothing to compute");
        FftPlan plan = FftPlan.Of(p.Axes[0], p.Axes[1]);
        double points = (double)p.Batch * plan.TilesHigh * plan.TilesWide * plan.Height * plan.Width;
        double transforms = plan.Cost * p.Batch * (p.InputChannels + p.OutputChannels) * Fourier / lanes;
        double products = points * p.OutputChannels * p.InputChannelsPerGroup * FourierProducts / lanes;
        double bytes = 2.0 * plan.Height * plan.Width * p.OutputChannels * p.InputChannelsPerGroup * (width.Bits() / 8 / lanes);
        double stream = bytes > SecondLevelBytes ? p.Batch * Math.Ceiling(plan.TilesHigh * plan.TilesWide / 2.0) * bytes / StreamBytes : 0;
        return new("fft", transforms + products + stream, $"{transforms:G3} transforms, {products:G3} products, {stream:G3} weights");
    }
}
