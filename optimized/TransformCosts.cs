using Conformance.Optimized.Fft;
using Conformance.Optimized.Winograd;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>
/// The cost model of the strategies that transform, in the cycles of <see cref="CostModel"/>:
/// <code>
///   winograd    P·⌈t/R⌉·⌈C_out/2L⌉·(2R·C_in + 40)·N     + forward: N·C_in·(⌈t/L⌉ + 1)·400·P/36   + back: N·t·⌈C_out/L⌉·400·P/36
///               + weights that leave the caches: P·C_in·C_out elements, 2 bytes a cycle
///   fft         N·tiles·H·W·log₂(HW)·(C_in + C_out)·3.3/L   + products: N·tiles·H·W·C_out·(C_in/g)·3/L
///               + kernels beyond 1 MiB: 2·H·W·C_out·(C_in/g) elements a pair of tiles, 4 bytes a cycle
/// </code>
/// with t = ⌈o_h/m⌉·⌈o_w/m⌉ tiles of P = (m + r − 1)² points (of a dilated problem: in each of its d² phases) and L lanes.
/// The numbers were measured on Zen 4 with registers of 16 floats: forward 380–850, back 380–460, and 3.2 ms for a kernel
/// of 31×31 on 1024×1024.
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

    /// <summary>F(m×m, r×r): 3×3 with m = 2 and 4, 5×5 with m = 2.</summary>
    public static StrategyCost Winograd(ConvolutionProblem p, VectorWidth width, int lanes, int m)
    {
        string name = $"winograd{m}";
        Support support = m == 2 ? WinogradSupport.Of(p, 3, 5) : WinogradSupport.Of(p, 3);
        if (!support.IsSupported) return new(name, double.PositiveInfinity, support.Reason);
        double points = Math.Pow(m + p.Axes[0].Kernel - 1, 2), batch = p.Batch * p.Axes.Aggregate(1.0, (count, axis) => count * axis.Dilation);
        double tiles = p.Axes.Aggregate(1.0, (count, axis) => count * Math.Ceiling(Math.Ceiling((double)axis.Output / axis.Dilation) / m));
        double filters = Math.Ceiling((double)p.OutputChannels / lanes), rows = width == VectorWidth.Bits512 ? 8 : 4;
        double products = batch * points * p.InputChannels * Math.Ceiling(tiles / rows) * rows * filters;
        double calls = batch * points * Math.Ceiling(tiles / rows) * Math.Ceiling(filters / 2) * Product;
        double transforms = batch * (p.InputChannels * (Math.Ceiling(tiles / lanes) + 1) * Forward + tiles * filters * Back) * points / 36;
        double bytes = points * p.InputChannels * p.OutputChannels * (width.Bits() / 8 / lanes), weights = bytes > CacheBytes ? bytes / MemoryBytes : 0;
        return new(name, products + calls + transforms + weights, $"{products + calls:G3} products, {transforms:G3} transforms, {weights:G3} weights");
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
