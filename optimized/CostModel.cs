using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>What a strategy is expected to cost.</summary>
/// <param name="Strategy">Its name, without registers.</param>
/// <param name="Cycles">Cycles of one core.</param>
/// <param name="Why">How it comes about, or why the strategy cannot be taken.</param>
public sealed record StrategyCost(string Strategy, double Cycles, string Why)
{
    /// <summary>Whether the strategy can be taken.</summary>
    public bool IsPossible => double.IsFinite(Cycles);
}

/// <summary>
/// The cost model by which <see cref="Auto{T}"/> chooses. It counts multiply-adds of whole registers, remainders rounded
/// up to what a tile really computes, divides them by those of a cycle (<see cref="Core.MultiplyAdds"/>), and adds what is copied:
/// <code>
///   terms       4 a product; the others 1500 a call
///   im2col      N·g·K·⌈m/R⌉R·⌈P/L⌉            + pack: N·g·K·⌈P/L⌉·7 (strided ·12; 256 bits as wide as the input ·3)  + 100 a tap and panel
///   pointwise   the same for 1×1, without packing at stride 1 (registers of 256 bits: ·2)
///   positions   N·g·K·⌈P/R⌉R·⌈m/L⌉            + the same pack (1×1 of whole tiles: none)  + turn over: N·C_out·P·2 (floats of 512 bits: ·0.65, of 256: ·1.5)
///   rows        N·C_out·K·o_h·⌈o_w/L⌉·c (as one line: ⌈o_h·n_w/L⌉)      + planes: N·C_in·rows·⌈w/L⌉·4        + 20 an output row and block of filters
///   windows     N·g·K·o_h·⌈o_w/S⌉·S·⌈m/2L⌉·2·i   + planes (strides to 2: none)  + turn over  + 30 a tile
/// </code>
/// and, where <see cref="PlannerAccuracy.Fast"/> allows them, <see cref="TransformCosts"/>,
/// with constants of their own for registers of 256 bits, of which there are sixteen (<see cref="DirectCosts"/>), and
/// K = terms of a window, m = C_out/g, P = output positions of an image, R rows of the tile, segments of S positions and L lanes,
/// of which i is the share of the taps that meet the image.
/// </summary>
public static class CostModel
{
    /// <summary>Cycles to pack one register: a load and a store; with a stride, a shuffle or single elements too. Measured
    /// on Zen 4: 7.6 for 3×3 on 64×56×56 (a tenth of the layer), 13 for the same with stride 2 on 128×56×56.</summary>
    private const double Pack = 7, PackStrided = 12;

    /// <summary>The same in registers of 256 bits, of an output as wide as its input: on Zen 3 0.15 of 2.5 ms for 3×3 on 64×56×56.</summary>
    private const double PackSame256 = 3;

    /// <summary>The same where the first row of tiles packs: measured on Zen 3, of 256 channels on 56×56.</summary>
    private const double PackOnTheWay = 2;

    /// <summary>Cycles for a product that is added to a single sum.</summary>
    private const double Term = 4;

    /// <summary>What a call costs before its first product.</summary>
    internal const double Call = 1500;

    /// <summary>Cycles to find the runs of one tap in one panel.</summary>
    private const double FindRuns = 100;

    /// <summary>Cycles to turn over one result of the positions strategy: a strided load and a store; by the shuffles of
    /// AVX-512, floats in squares of 16×16: measured on Zen 5, 32 µs of 1.18 ms for 64×56×56; by those of AVX in squares of 8×8: on Zen 3,
    /// 24 µs of 0.87 ms for 64×28×28, 70 of 2.65 for 128×28×28.</summary>
    private const double ByElements = 2, ByShuffles512 = 0.65, ByShuffles256 = 1.5;

    /// <summary>What the positions strategy makes of a multiply-add where two begin in a cycle: of each cache line of input it reads seven
    /// elements, where windows reads fourteen. 0.59 to 0.74 ms on Zen 5 for 1×1 on 7×7 and 14×14, windows 0.51 to 0.62.</summary>
    private const double HalfLines = 1.05;

    /// <summary>The strategies for a problem, the cheapest first.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="core">The core that computes.</param>
    /// <param name="accuracy">Which strategies are allowed.</param>
    public static IReadOnlyList<StrategyCost> Rank(ConvolutionProblem problem, Core core, PlannerAccuracy accuracy)
    {
        StrategyCost[] costs = [
            TermsCost(problem), Im2Col(problem, core), Pointwise(problem, core), Positions(problem, core),
            DirectCosts.Rows(problem, core), DirectCosts.Windows(problem, core)];
        if (accuracy == PlannerAccuracy.Fast) costs = [.. costs, .. TransformCosts.All(problem, core)];
        return [.. costs.OrderBy(c => c.Cycles)];
    }

    private static StrategyCost TermsCost(ConvolutionProblem p)
    {
        if (new Terms<float>().Supports(p) is { IsSupported: false } no) return new("terms", double.PositiveInfinity, no.Reason);
        return new("terms", p.MultiplyAdds * Term, $"{p.MultiplyAdds} terms one at a time");
    }

    private static StrategyCost Im2Col(ConvolutionProblem p, Core core)
    {
        double filters = p.OutputChannelsPerGroup, positions = PositionsOf(p), registers = Registers(positions, core);
        int tile = core.Width == VectorWidth.Bits512 && filters > 4 ? 8 : 4;
        double products = Groups(p) * p.WindowTerms * RoundUp(filters, tile) * registers / core.MultiplyAdds;
        double runs = Groups(p) * Math.Ceiling(registers / 3) * p.Axes.Aggregate(1.0, (taps, a) => taps * a.Kernel) * FindRuns;
        double pack = Groups(p) * p.WindowTerms * registers * PackCost(p, core);
        return new("im2col", Call + products + pack + runs, $"{products:G3} products, {pack + runs:G3} packing");
    }

    /// <summary>As tiled im2col, but for the packing that it does without at stride 1.</summary>
    private static StrategyCost Pointwise(ConvolutionProblem p, Core core)
    {
        if (new PointwiseGemm<float>(core.Width, 1).Supports(p) is { IsSupported: false } no) return new("pointwise", double.PositiveInfinity, no.Reason);
        double filters = p.OutputChannelsPerGroup, registers = Registers(PositionsOf(p), core);
        int tile = core.Width == VectorWidth.Bits512 && filters > 4 ? 8 : 4;
        double products = Groups(p) * p.WindowTerms * RoundUp(filters, tile) * registers / core.MultiplyAdds;
        bool inPlace = p.Axes.All(a => a is { Stride: 1, PadBefore: 0, PadAfter: 0 });
        double pack = Groups(p) * p.WindowTerms * registers * (!inPlace ? PackCost(p, core) : core.Width == VectorWidth.Bits512 ? 0 : PackOnTheWay);
        return new("pointwise", Call + products + pack, $"{products:G3} products, {pack:G3} packing");
    }

    private static StrategyCost Positions(ConvolutionProblem p, Core core)
    {
        double positions = PositionsOf(p), filters = p.OutputChannelsPerGroup;
        if (!new SmallImages<float>(core.Width, 1).Supports(p).IsSupported)
            return new("positions", double.PositiveInfinity, new SmallImages<float>(core.Width, 1).Supports(p).Reason);
        double products = Groups(p) * p.WindowTerms * RoundUp(positions, core.Width == VectorWidth.Bits512 ? 7 : 4) * Math.Ceiling(filters / core.Lanes) / core.MultiplyAdds;
        if (core is { Width: VectorWidth.Bits512, MultiplyAdds: 2 }) products *= HalfLines;
        bool inPlace = positions % (core.Width == VectorWidth.Bits512 ? 7 : 4) == 0 && p.Axes.All(a => a is { Kernel: 1, Stride: 1, PadBefore: 0, PadAfter: 0 });
        double pack = inPlace ? 0 : Groups(p) * p.WindowTerms * Math.Ceiling(positions / core.Lanes) * PackCost(p, core);
        double turn = Groups(p) * filters * positions * TurnOver(core);
        return new("positions", Call + products + pack + turn, $"{products:G3} products, {pack:G3} packing, {turn:G3} turning over");
    }

    /// <summary>Registers of positions that tiles of three compute. With four rows, one that is left over has four sums, each of which waits
    /// for the one before: it takes as long as two (Zen 3).</summary>
    private static double Registers(double positions, Core core)
    {
        double registers = Math.Ceiling(positions / core.Lanes);
        return core.IsPaired256 && registers % 3 == 1 ? registers + 1 : registers;
    }

    /// <summary>Cycles to turn over one result.</summary>
    internal static double TurnOver(Core core) =>
        core.ElementBytes > 4 ? ByElements : core.Width switch { VectorWidth.Bits512 => ByShuffles512, VectorWidth.Bits256 => ByShuffles256, _ => ByElements };

    private static double PackCost(ConvolutionProblem p, Core core) =>
        p.Axes[^1].Stride > 1 ? PackStrided : core.Width == VectorWidth.Bits256 && p.Axes[^1].Output == p.Axes[^1].Size ? PackSame256 : Pack;

    internal static double Groups(ConvolutionProblem p) => (double)p.Batch * p.Groups;

    private static double PositionsOf(ConvolutionProblem p) => p.Axes.Aggregate(1.0, (count, axis) => count * axis.Output);

    internal static double RoundUp(double value, int multiple) => Math.Ceiling(value / multiple) * multiple;
}
