using Conformance.Faults;
using Conformance.Spec;
using static Conformance.Faults.SeededFault;

namespace Conformance.Diagnosis.Measuring;

/// <summary>
/// Plausible faults that the bank does not hold, and that no rule of <see cref="Naming.ClassEvidence"/> was written with in mind: they
/// came after the rules. What diagnosis says of them is what it says of an engine from outside. A rule that is changed because
/// of one of them makes a stranger an acquaintance: move it into the bank then, and think of another.
/// </summary>
internal static class Strangers
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        Make("first-axis-not-flipped", "flip", "all axes of the kernel but the first are flipped", p => p.IsStrict && p.Axes.Length > 1 && p.Axes[0].Kernel > 1,
            new() { Tap = (p, axis, tap) => axis == 0 ? tap : p.Axes[axis].Kernel - 1 - tap }),
        Make("even-kernels-flipped", "flip", "kernels of an even width are flipped, odd ones are not", p => !p.IsStrict && p.Axes[^1].Kernel % 2 == 0,
            new() { Tap = (p, axis, tap) => p.Axes[axis].Kernel - 1 - tap }),
        Make("dilation-of-the-last", "geometry", "the last axis' dilation is used for every axis", p => p.Axes.Any(a => a.Dilation != p.Axes[^1].Dilation),
            new() { Axis = (p, axis) => p.Axes[axis] with { Dilation = p.Axes[^1].Dilation } }),
        Make("stride-of-two-powers", "geometry", "a stride is rounded down to a power of two", p => p.Axes.Any(a => a.Stride is 3 or > 4),
            new() { Axis = (p, axis) => p.Axes[axis] with { Stride = 1L << (int)Math.Log2(p.Axes[axis].Stride) } }),
        Make("even-kernel-shifted", "padding", "kernels of an even extent lie one place further to the left where there is padding",
            p => p.Axes.Any(a => a.Kernel % 2 == 0 && a.PadBefore > 0), new() { Axis = (p, axis) => Shifted(p.Axes[axis]) }),
        Make("circular-padding", "padding", "windows beyond the border read the opposite side", p => p.Axes.Any(a => a.PadBefore > 0 || a.PadAfter > 0),
            new() { Read = reach => reach.Axis.Size == 0 ? null : (reach.At % reach.Axis.Size + reach.Axis.Size) % reach.Axis.Size }),
        Make("no-lower-padding", "padding", "the taps that meet the lower border are taken from the last row", p => p.Axes.Any(a => a.PadAfter > 0),
            new() { Read = reach => reach.At >= reach.Axis.Size && reach.Axis.Size > 0 ? reach.Axis.Size - 1 : reach.Right }),
        Make("groups-backwards", "channels", "groups are taken in the opposite order", p => p.Groups > 1,
            new() { Group = (p, c) => p.Groups - 1 - c / p.OutputChannelsPerGroup }),
        Make("three-channels", "channels", "an image has three channels: further ones are left out", p => p.InputChannelsPerGroup > 3, new() { Channels = _ => 3 }),
        Make("next-bias", "bias", "each channel gets the bias of the next", p => p.HasBias && p.OutputChannels > 1,
            new() { BiasChannel = (p, c) => (c + 1) % p.OutputChannels }),
        Make("bias-subtracted", "bias", "the bias is subtracted", p => p.HasBias, new() { Bias = (_, bias) => -bias }),
        Make("columns-mod-4", "tail", "the columns after the last whole vector of 4 are not computed where a row has more than one",
            p => p.Axes[^1].Output > 4 && p.Axes[^1].Output % 4 != 0, new() { Result = (p, at, value) => at[^1] >= p.Axes[^1].Output / 4 * 4 ? 0 : value }),
        Make("channels-mod-8", "tail", "output channels after the last whole block of 8 take the sum of their first three input channels",
            p => p.OutputChannels % 8 != 0 && p.InputChannelsPerGroup > 3, new() { Product = (_, channel, x, w) => channel < 3 ? x * w : 0 }),
        Make("sum-in-bfloat16", "accumulation", "the running sum is kept in 8 bits of mantissa", p => p.WindowTerms > 1,
            new() { Accumulator = sum => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)sum) & ~0xffff) }),
        Make("result-in-half", "accumulation", "results pass through half precision", _ => true, new() { Result = (_, _, value) => (double)(Half)value }),
        Make("finite-weights-only", "specials", "weights that are not finite count as zero", _ => true, new() { Operand = x => double.IsFinite(x) ? x : 0 }),
        Make("same-shape-same-input", "state", "a result is kept by shape: a second call of the same shape on another buffer is not computed",
            _ => true, new() { Remember = (memory, call) => call.Input = (memory.Last ??= call).Problem.Equals(call.Problem) ? memory.Last.Input : call.Input }),
        Make("empty-output-throws", "empty", "an output without elements throws", p => p.OutputCount == 0,
            new() { Remember = (_, _) => throw new ArgumentException("no elements") }),
        Make("index-of-11-bits", "overflow", "the index of an element of the input has too few bits", p => p.InputCount > 1 << 11, new() { Offset = (_, at) => at & 0x7ff }),
        Make("second-half-late", "threading", "the images of the second thread are not waited for", p => p.Batch > 1,
            new() { Result = (p, at, value) => at[0] >= (p.Batch + 1) / 2 ? 0 : value }) with { NeedsThreads = true },
        Make("tile-lacks-a-tap", "fast algorithms", "the last column of a tile of 4 lacks the last tap of a 3×3 kernel", Is3x3,
            new() { Read = reach => reach.IsLast && reach.Position % 4 == 3 && reach.Tap == 2 ? null : reach.Right }),
    ];

    private static bool Is3x3(ConvolutionProblem p) => p.Axes.Length == 2 && p.Axes.All(a => a is { Kernel: 3, Stride: 1, Dilation: 1 } && a.Output > 3);

    private static SpatialAxis Shifted(SpatialAxis a) => a.Kernel % 2 == 0 && a.PadBefore > 0 ? a with { PadBefore = a.PadBefore + 1, PadAfter = a.PadAfter - 1 } : a;

    private static SeededFault Make(string id, string @class, string sentence, Func<ConvolutionProblem, bool> trigger, FaultHooks hooks) =>
        new(id, @class, sentence, Plausible, "mb1ic1iw1oc1kw1", trigger, hooks);
}
