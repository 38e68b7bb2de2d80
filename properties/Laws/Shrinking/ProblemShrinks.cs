using System.Collections.Immutable;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>The problems one step simpler than a problem, boldest first: towards one axis, 1×1, stride 1, no padding, one
/// channel, no flags.</summary>
internal static class ProblemShrinks
{
    public static IEnumerable<ConvolutionProblem> Of(ConvolutionProblem p)
    {
        foreach (Func<ConvolutionProblem>? shrink in Candidates(p))
        {
            ConvolutionProblem candidate;
            try { candidate = shrink(); }
            catch (RuleException) { continue; }
            if (Weight(candidate) < Weight(p)) yield return candidate;
        }
    }

    /// <summary>How far from the simplest problem: every step goes down, so that shrinking ends.</summary>
    internal static long Weight(ConvolutionProblem p) =>
        1000 * p.Axes.Length + 20 * Math.Abs(p.Batch - 1) + 20 * p.Groups + 10 * (p.InputChannels + p.OutputChannels)
        + (p.HasBias ? 15 : 0) + (p.IsStrict ? 15 : 0)
        + p.Axes.Sum(a => a.Size + 12 * a.Kernel + 13 * a.Stride + 14 * a.Dilation + Pad(a.PadBefore) + Pad(a.PadAfter));

    // A pad of the other sign is no simpler; 3 for each element, more than an element of the input.
    private static long Pad(long pad) => 3 * Math.Abs(pad) + (pad != 0 ? 4 : 0);

    private static IEnumerable<Func<ConvolutionProblem>> Candidates(ConvolutionProblem p)
    {
        if (p.Axes.Length > 1)
            for (int i = 0; i < p.Axes.Length; i++) { int at = i; yield return () => p.With(axes: p.Axes.RemoveAt(at)); }
        foreach (long batch in Towards(p.Batch, 1)) yield return () => p.With(batch: batch);
        yield return () => p.With(groups: 1);
        yield return () => p.With(groups: 1, inputChannels: p.InputChannelsPerGroup, outputChannels: p.OutputChannelsPerGroup);
        foreach (long groups in Towards(p.Groups, 1))
            yield return () => p.With(groups: groups, inputChannels: groups * p.InputChannelsPerGroup, outputChannels: groups * p.OutputChannelsPerGroup);
        foreach (long count in Towards(p.InputChannelsPerGroup, 1)) yield return () => p.With(inputChannels: p.Groups * count);
        foreach (long count in Towards(p.OutputChannelsPerGroup, 1)) yield return () => p.With(outputChannels: p.Groups * count);
        foreach (long count in Towards(p.InputChannelsPerGroup, 1))
            yield return () => p.With(inputChannels: p.Groups * count, outputChannels: p.Groups * count);
        // Ties of channels and extents go down together.
        yield return () => Smaller(p).With(inputChannels: p.InputChannels - p.Groups, outputChannels: p.OutputChannels - p.Groups);
        yield return () => Smaller(p).With(inputChannels: p.InputChannels - p.Groups);
        if (p.HasBias) yield return () => p.With(bias: false);
        if (p.IsStrict) yield return () => p.With(strict: false);
        for (int i = 0; i < p.Axes.Length; i++)
        {
            int at = i;
            foreach (SpatialAxis axis in Simpler(p.Axes[at])) yield return () => p.With(axes: p.Axes.SetItem(at, axis));
        }
        // What ties two axes together is given up on both.
        foreach (Func<SpatialAxis, SpatialAxis> change in Together) yield return () => p.With(axes: p.Axes.Select(change).ToImmutableArray());
    }

    private static IEnumerable<SpatialAxis> Simpler(SpatialAxis a)
    {
        yield return new SpatialAxis(1, 1);
        foreach (long n in Towards(a.Kernel, 1)) yield return a with { Kernel = n };
        foreach (long n in Towards(a.Stride, 1)) yield return a with { Stride = n };
        foreach (long n in Towards(a.Dilation, 1)) yield return a with { Dilation = n };
        foreach (long n in Towards(a.PadBefore, 0)) yield return a with { PadBefore = n };
        foreach (long n in Towards(a.PadAfter, 0)) yield return a with { PadAfter = n };
        foreach (long n in Towards(a.Size, 1)) yield return a with { Size = n };
        // Where the output's extent must stay, another parameter goes along.
        foreach (long n in Towards(a.Size, 1)) yield return (a with { Size = n }).WithOutput(a.Output);
        foreach (long n in Towards(a.Kernel, 1)) yield return (a with { Kernel = n, Size = Math.Max(1, a.Size - a.Kernel + n) });
        foreach (long n in Towards(a.Kernel, 1)) yield return (a with { Kernel = n }).WithOutput(a.Output);
        foreach (long n in Towards(a.Dilation, 1)) yield return (a with { Dilation = n }).WithOutput(a.Output);
        foreach (long n in Towards(a.Stride, 1)) yield return (a with { Stride = n }).WithOutput(a.Output);
        yield return a with { PadBefore = a.PadBefore - 1, PadAfter = a.PadAfter - 1 };
        yield return a with { PadBefore = a.PadBefore + 1, Size = a.Size - 1 };
        yield return a with { PadAfter = a.PadAfter + 1, Size = a.Size - 1 };
        yield return a with { PadBefore = a.PadBefore - 1, Size = a.Size + 1 };
        yield return a with { PadAfter = a.PadAfter - 1, Size = a.Size + 1 };
        yield return Padding.SameUpper.Resolve(a with { Size = a.Size - 1 });
        yield return Padding.SameUpper.Resolve(a with { Kernel = a.Kernel - 1 });
        yield return Padding.SameUpper.Resolve(a with { Dilation = a.Dilation - 1 });
    }

    private static readonly Func<SpatialAxis, SpatialAxis>[] Together =
    [
        a => a with { Size = a.Size - 1 }, a => a with { Kernel = a.Kernel - 1 }, a => a with { Dilation = 1 }, a => a with { Stride = 1 },
        a => a with { PadBefore = 0, PadAfter = 0 }, a => a with { Kernel = 1 },
    ];

    private static ConvolutionProblem Smaller(ConvolutionProblem p) => p.WithEachAxis(a => a with { Size = a.Size - 1 });

    /// <summary>The goal itself, then halfway, then two steps, then one.</summary>
    private static IEnumerable<long> Towards(long value, long goal)
    {
        if (value == goal) yield break;
        yield return goal;
        if (Math.Abs(value - goal) > 2) yield return goal + (value - goal) / 2;
        // Two steps at once keep a number odd or even.
        if (Math.Abs(value - goal) > 2) yield return value - 2 * Math.Sign(value - goal);
        if (Math.Abs(value - goal) > 1) yield return value - Math.Sign(value - goal);
    }
}
