using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>The cost model of the strategies that need no im2col matrix, in the cycles of <see cref="CostModel"/>.</summary>
internal static class DirectCosts
{
    /// <summary>What the unaligned loads of the rows strategy make of a multiply-add: for one filter, for four, and for eight.</summary>
    private const double OneFilter = 2, FourFilters = 1.1, EightFilters = 1.04;

    /// <summary>Cycles to copy a register of input to a padded plane.</summary>
    private const double Copy = 4;

    /// <summary>The first of these where there are sixteen registers, and three rows of one channel are computed at once: measured on Zen 3, 1.14 for
    /// 31×31 and 1.38 for 11×11 on 1024×1024.</summary>
    private const double ThreeRows = 1.3;

    /// <summary>The last of them with sixteen registers, where four filters are computed at once: on Zen 3 1.12 for 3 channels of 224×224, 1.16 for 64 of
    /// 56×56, and 1.37 for 64 of 224×224.</summary>
    private const double EightFilters256 = 1.15;

    /// <summary>Cycles of a tile of the windows strategy beside its multiply-adds: its call and its stores. With six positions for fourteen its
    /// multiply-adds leave less room for them (Zen 3).</summary>
    private const double Tile = 30, Tile256 = 130;

    /// <summary>What windows make of a multiply-add where a tile of six positions reads its input and weights from the second-level cache, and what each
    /// page more than a first-level TLB holds adds. Measured on Zen 3: 128×28×28 takes 2.65 ms, of 116 pages, and 256×28×28 with a dilation, of 232, 12.1
    /// where 8.9 ms are products.</summary>
    private const double SecondLevel = 1.05, OfPage = 0.001, PagesAtHand = 64, PageBytes = 4096;

    /// <summary>Output rows in registers.</summary>
    public static StrategyCost Rows(ConvolutionProblem p, Core core)
    {
        Support support = new SmallGroups<float>(VectorWidth.Bits128, 1).Supports(p);
        if (!support.IsSupported) return new("rows", double.PositiveInfinity, support.Reason);
        SpatialAxis row = p.Axes[^1];
        double height = p.Axes.Length > 1 ? p.Axes[^2].Output : 1, rows = p.Axes.Length > 1 ? p.Axes[^2].PaddedSize : 1;
        bool several = p.OutputChannelsPerGroup % 4 == 0, eight = p.OutputChannelsPerGroup % 8 == 0, line = eight && p.Axes.All(a => a.Stride == 1);
        double registers = line ? Math.Ceiling(height * row.PaddedSize / core.Lanes) : height * Math.Ceiling((double)row.Output / core.Lanes);
        double loads = (eight, several, core.IsPaired256) switch
        {
            (true, _, true) => EightFilters256,
            (true, _, _) => EightFilters,
            (_, true, _) => FourFilters,
            (_, _, true) when p.InputChannelsPerGroup == 1 => ThreeRows,
            _ => OneFilter,
        };
        double products = (double)p.Batch * p.OutputChannels * p.WindowTerms * registers * loads / core.MultiplyAdds;
        double planes = (double)p.Batch * p.InputChannels * rows * Math.Ceiling((double)row.PaddedSize / core.Lanes) * 4;
        double overhead = p.Batch * p.OutputChannels / (line || !several ? 1 : eight ? 8 : 4) * height * 20;
        return new("rows", CostModel.Call + products + planes + overhead, $"{products:G3} products, {planes:G3} planes, {overhead:G3} rows");
    }

    /// <summary>Tiles of positions and filters that read the input where it lies.</summary>
    public static StrategyCost Windows(ConvolutionProblem p, Core core)
    {
        Support support = new DirectWindows<float>(core.Width, 1).Supports(p);
        if (!support.IsSupported) return new("windows", double.PositiveInfinity, support.Reason);
        SpatialAxis row = p.Axes[^1];
        double height = p.Axes.Length > 1 ? p.Axes[^2].Output : 1, rows = p.Axes.Length > 1 ? p.Axes[^2].PaddedSize : 1;
        bool isLine = p.Axes.All(a => a is { Kernel: 1, Stride: 1, PadBefore: 0, PadAfter: 0 });
        int segment = core.Width == VectorWidth.Bits512 ? 7 : 3;
        double segments = isLine ? Math.Ceiling(height * row.Output / segment) : height * Math.Ceiling((double)row.Output / segment);
        double panels = CostModel.Groups(p) * Math.Ceiling(p.OutputChannelsPerGroup / (2.0 * core.Lanes)), overhead = panels * Math.Ceiling(segments / 2) * (core.IsPaired256 ? Tile256 : Tile);
        // Neither what lies beside the image is a product, nor a position past the end of a row.
        double products = panels * segments * Math.Min(segment, isLine ? segment : row.Output) * p.WindowTerms * 2 / core.MultiplyAdds;
        foreach (SpatialAxis axis in p.Axes) products *= InImage(axis);
        if (core.IsPaired256) products *= SecondLevel + OfPage * Math.Max(Pages(p, core) - PagesAtHand, 0);
        double planes = row.Stride <= 2 ? 0 : (double)p.Batch * p.InputChannels * rows * Math.Ceiling((double)row.PaddedSize / core.Lanes) * Copy;
        double turn = (double)p.OutputCount * CostModel.TurnOver(core);
        return new("windows", CostModel.Call + products + planes + turn + overhead, $"{products:G3} products, {planes:G3} planes, {turn + overhead:G3} turning over");
    }

    /// <summary>The pages that a tile of windows reads: of each channel one at most, and those of a panel of weights.</summary>
    private static double Pages(ConvolutionProblem p, Core core)
    {
        double channel = p.Axes.Aggregate(1.0, (size, axis) => size * axis.Size) * core.ElementBytes;
        return p.InputChannelsPerGroup * Math.Min(channel / PageBytes, 1) + p.WindowTerms * 2 * core.Lanes * core.ElementBytes / PageBytes;
    }

    /// <summary>Of all taps of all positions along an axis, the share that meets the image.</summary>
    private static double InImage(SpatialAxis axis)
    {
        double met = 0;
        for (long tap = 0; tap < axis.Kernel; tap++)
        {
            long place = tap * axis.Dilation - axis.PadBefore;
            long first = VolumeShape.DivideUp(Math.Max(-place, 0), axis.Stride), end = VolumeShape.DivideUp(Math.Max(axis.Size - place, 0), axis.Stride);
            met += Math.Max(Math.Min(end, axis.Output) - first, 0);
        }
        return met / Math.Max(axis.Kernel * axis.Output, 1);
    }
}
