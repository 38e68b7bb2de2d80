using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>The kinds: each is a place where shipped convolutions were wrong. All hold for random problems now and
/// then; each is drawn on purpose as often as the others.</summary>
public static class ProblemKinds
{
    private static readonly long[] Primes = [2, 3, 5, 7, 11, 13, 17];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new("anything", _ => true),
        new("a size around a block", p => p.Axes.Any(a => IsAroundABlock(a.Size)))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => a with { Size = dice.AroundABlock() })).With(groups: 1),
        },
        new("rows of several registers", p => p.Axes[^1].Size > 64)
        {
            Draw = dice => Dense(dice, [new(dice.Between(5, 8), 3, dice.OneOf<long>(1, 1, 2), 1, 1, 1), new(dice.Between(65, 140), 3, dice.OneOf<long>(1, 1, 2), 1, dice.Between(0, 1), dice.Between(0, 1))], 1, 1).With(batch: 1),
        },
        new("channels around a block", p => IsAroundABlock(p.InputChannels) || IsAroundABlock(p.OutputChannels))
        {
            Draw = dice => Dense(dice, dice.Axes(dice.OneOf(1, 2)), dice.Chance(50) ? dice.AroundABlock() : dice.Between(1, 4), dice.AroundABlock()),
        },
        new("a batch around a block", p => p.Batch > 4 && IsAroundABlock(p.Batch))
        {
            Draw = dice => dice.Problem(dice.Axes(dice.OneOf(1, 2))).With(batch: dice.OneOf<long>(7, 8, 9, 15, 17, 31, 32, 33)),
        },
        new("a tie: C = H = W", p => p.Axes.Length == 2 && p.InputChannels > 1 && p.Axes.All(a => a.Size == p.InputChannels))
        {
            Draw = dice => Tie(dice, dice.Between(2, 6)),
        },
        new("C = 1", p => p.InputChannels == 1)
        {
            Draw = dice => dice.Problem(dice.Axes()).With(groups: 1, inputChannels: 1),
        },
        new("one row of output", p => p.Axes.Length == 2 && p.Axes[0].Output == 1)
        {
            Draw = dice => dice.Problem([new SpatialAxis(dice.Between(1, 3), 1, dice.Between(3, 4)), dice.Axis()]),
        },
        new("every extent different", p => p.Axes.Length > 1 && p.Axes.Select(a => a.Size).Distinct().Count() == p.Axes.Length
            && p.Axes.Select(a => a.Kernel).Distinct().Count() == p.Axes.Length)
        {
            Draw = dice => dice.Problem([new(dice.Between(7, 9), 2, 1, 2, 1, 0), new(dice.Between(4, 6), 3, dice.Between(1, 3), 1, 2, 1)]),
        },
        new("a pad as wide as the kernel", p => p.Axes.Any(a => a.PadBefore >= a.Kernel && a.Kernel > 1))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => a with { PadBefore = a.Kernel + dice.Between(0, 3), PadAfter = a.Span })),
        },
        new("a tile of padding", p => p.Axes.Any(a => a.Kernel >= 8 && a.PadBefore >= 7))
        {
            Draw = dice => dice.Problem([dice.Axis(), new(16 * dice.Between(1, 2), 8, PadBefore: 7, PadAfter: 7)]).With(batch: 1),
        },
        new("a stride above the kernel", p => p.Axes.Any(a => a.Stride > a.Kernel))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => a with { Kernel = dice.Between(1, 3), Stride = dice.Between(4, 10), Size = dice.Between(9, 30), Dilation = 1 })),
        },
        new("a kernel above the input", p => p.Axes.Any(a => a.Kernel > a.Size && a.Size > 0))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => new(dice.Between(1, 4), 5, a.Stride, 1, 4, dice.Between(1, 3)))),
        },
        new("a kernel of 5 or 7", p => p.Axes.Any(a => a.Kernel is 5 or 7))
        {
            Draw = dice =>
            {
                long k = dice.OneOf<long>(5, 7);
                return dice.Problem([.. dice.Axes().Select(a => new SpatialAxis(dice.Between(7, 10), k, dice.OneOf<long>(1, 3, a.Stride), 1, dice.Between(0, 3), dice.Between(0, 3)))]);
            },
        },
        new("the plain 3×3 of Winograd", p => p.Axes.Length == 2 && p.Axes.All(a => a is { Kernel: 3, Stride: 1, Dilation: 1 }))
        {
            Draw = dice => dice.Problem([Three(dice), Three(dice)]),
        },
        new("depthwise with a multiplier", p => p.Groups > 1 && p.Groups == p.InputChannels && p.OutputChannels > p.Groups)
        {
            Draw = dice => Grouped(dice, dice.Between(2, 5), 1, dice.OneOf<long>(2, 3, 16)),
        },
        new("groups whose channels differ", p => p.Groups > 1 && p.InputChannels != p.OutputChannels)
        {
            Draw = dice => Grouped(dice, dice.Between(2, 4), dice.Between(1, 4), dice.OneOf<long>(1, 2, 3, 4, 8)),
        },
        new("prime channel counts", p => p.InputChannels > 2 && Primes.Contains(p.InputChannels) && Primes.Contains(p.OutputChannels))
        {
            Draw = dice => Dense(dice, dice.Axes(dice.OneOf(1, 2)), dice.OneOf<long>(3, 5, 7, 11), dice.OneOf<long>(2, 3, 5, 13)),
        },
        new("an empty batch", p => p.Batch == 0) { Draw = dice => dice.Problem(dice.Axes()).With(batch: 0) },
        new("an empty axis", p => p.Axes.Any(a => a.Size == 0))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => a with { Size = 0, PadBefore = a.Span, PadAfter = 1 })),
        },
        new("a remainder that no window reaches", p => p.Axes.Any(a => (a.PaddedSize - a.Span) % a.Stride != 0))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => new(a.Span + 4, a.Kernel, 3, a.Dilation))),
        },
        new("a negative pad", p => p.Axes.Any(a => a.PadBefore < 0 || a.PadAfter < 0))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => new(a.Span + dice.Between(5, 8), a.Kernel, a.Stride, a.Dilation,
                -dice.Between(1, 3), dice.Between(-2, 1)))),
        },
        new("pointwise over several channels", p => p.Axes.All(a => a.Kernel == 1) && p.InputChannelsPerGroup > 1)
        {
            Draw = dice => Dense(dice, [.. dice.Axes().Select(a => new SpatialAxis(dice.Between(2, 9), 1, a.Stride, 1,
                dice.OneOf<long>(0, 0, 1, -1), dice.OneOf<long>(0, 0, 1)))], dice.Between(2, 9), dice.Between(1, 9)),
        },
        new("pointwise over many channels", p => p.Axes.All(a => a.Kernel == 1) && p.InputChannelsPerGroup >= 64)
        {
            Draw = dice => Dense(dice, [.. dice.Axes(dice.OneOf(1, 2)).Select(_ => new SpatialAxis(dice.Between(1, 3), 1))], dice.OneOf<long>(64, 72, 104, 120), dice.Between(1, 9)),
        },
        new("same padding of a dilated or even kernel", p => p.Axes.Any(a => a.PadAfter > 0 && IsSame(a) && (a.Dilation > 1 || a.Kernel % 2 == 0)))
        {
            Draw = dice => dice.Problem([.. dice.Axes().Select(a => Padding.SameUpper.Resolve(new(dice.Between(3, 9), dice.Between(2, 4), 1, dice.Between(1, 2))))]),
        },
        new("same padding that would be negative", p => p.Axes.Any(a => IsSame(a) && SameTotal(a) <= -3))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => new SpatialAxis(dice.OneOf<long>(10, 20, 12, 18), dice.Between(1, 3), dice.OneOf<long>(5, 6, 10)))),
        },
        new("a rare pair: stride and dilation", p => p.Axes.Any(a => a is { Stride: > 1, Dilation: > 1, Kernel: > 1 }))
        {
            Draw = dice => dice.Problem(WithLast(dice.Axes(), a => new(dice.Between(5, 9), dice.Between(2, 3), dice.Between(2, 3), dice.Between(2, 3), 1, dice.Between(0, 2)))),
        },
        new("three axes", p => p.Axes.Length == 3) { Draw = dice => dice.Problem(dice.Axes(3)) },
        new("one axis", p => p.Axes.Length == 1) { Draw = dice => dice.Problem(dice.Axes(1)) },
    ];

    /// <summary>The pads that Same would take in all, before it is kept from being negative.</summary>
    internal static long SameTotal(SpatialAxis a) => ((a.Size + a.Stride - 1) / a.Stride - 1) * a.Stride + a.Span - a.Size;

    private static bool IsSame(SpatialAxis a) => Padding.SameUpper.Resolve(a) == a;

    private static bool IsAroundABlock(long n) => n > 2 && (n % 8 is 7 or 0 or 1 || n is 3 or 4 or 5);

    private static SpatialAxis Three(Dice dice) => new(dice.Between(3, 9), 3, PadBefore: dice.Between(0, 1), PadAfter: dice.Between(0, 1));

    private static SpatialAxis[] WithLast(SpatialAxis[] axes, Func<SpatialAxis, SpatialAxis> change)
    {
        // Any axis may be the special one; the last one most often, since vectors lie along it.
        int at = axes.Length - 1;
        SpatialAxis changed = change(axes[at]);
        axes[at] = changed.PaddedSize < changed.Span ? changed with { PadAfter = changed.Span - changed.Size - changed.PadBefore } : changed;
        return axes;
    }

    private static ConvolutionProblem Dense(Dice dice, SpatialAxis[] axes, long inputs, long outputs) =>
        new(dice.OneOf<long>(1, 1, 2), inputs, outputs, axes, bias: dice.Chance(50), strict: dice.Chance(25));

    private static ConvolutionProblem Grouped(Dice dice, long groups, long inputs, long outputs) =>
        new(dice.OneOf<long>(1, 1, 2), groups * inputs, groups * outputs,
            dice.Chance(50) ? [Three(dice), Three(dice)] : dice.Axes(), groups, bias: dice.Chance(50), strict: dice.Chance(25));

    private static ConvolutionProblem Tie(Dice dice, long extent)
    {
        long k = Math.Min(extent, dice.Between(1, 3));
        SpatialAxis[] axes = [new(extent, k, PadBefore: k / 2, PadAfter: k / 2), new(extent, k, PadBefore: k / 2, PadAfter: k / 2)];
        return Dense(dice, axes, extent, dice.OneOf(extent, 1, 2)).With(batch: dice.OneOf(1, extent));
    }
}
