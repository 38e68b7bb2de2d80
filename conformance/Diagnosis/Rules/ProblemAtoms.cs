using Conformance.Spec;

namespace Conformance.Diagnosis.Rules;

/// <summary>Simple conditions on a problem as a whole.</summary>
internal static class ProblemAtoms
{
    public static IReadOnlyList<Atom> All { get; } =
    [
        .. Numbers("axes", p => p.Axes.Length, [1, 2, 3], [2], []),
        .. Numbers("batch", p => p.Batch, [0, 1], [2, 8, 17, 32, 33], [2, 4, 8, 16, 32]),
        .. Numbers("groups", p => p.Groups, [1, 2], [2, 3], []),
        .. Numbers("ic/g", p => p.InputChannelsPerGroup, [1, 4, 5, 7], [2, 3, 4, 5, 8, 16, 32, 64], [2, 4, 8, 16]),
        .. Numbers("oc/g", p => p.OutputChannelsPerGroup, [1], [2, 3, 4, 8], [2, 4, 8]),
        .. Numbers("ic", p => p.InputChannels, [1], [2, 4, 8, 16, 64], [4, 8, 16]),
        .. Numbers("oc", p => p.OutputChannels, [1], [2, 4, 8, 16, 64], [4, 8, 16, 32, 64]),
        .. Numbers("terms of a window", p => p.WindowTerms, [1], [2, 4, 8, 9, 16, 24, 32, 48, 64], []),
        .. Numbers("elements of the output", p => p.OutputCount, [0, 1], [2], []),
        .. Numbers("bytes of the input", p => 4 * p.InputCount, [0], [2048, 3072, 4097, 6144, 8192], []),
        .. Numbers("bytes of all windows", p => 4 * p.WindowTerms * p.Axes.Aggregate(1L, (n, a) => n * a.Output), [4096], [1024, 2048, 4097, 8192], []),
        .. Numbers("tiles of 2×2", p => Math.Max(0, p.Axes.Length < 2 ? 0 : (p.Axes[^2].Output + 1) / 2 * ((p.Axes[^1].Output + 1) / 2)), [], [2, 4], [2, 4]),
        new("bias", p => p.HasBias), new("no bias", p => !p.HasBias), new("strict", p => p.IsStrict), new("not strict", p => !p.IsStrict),
        new("ic = oc", p => p.InputChannels == p.OutputChannels), new("ic ≠ oc", p => p.InputChannels != p.OutputChannels),
        new("ic/g ≠ oc/g", p => p.InputChannelsPerGroup != p.OutputChannelsPerGroup), new("ic/g < oc/g", p => p.InputChannelsPerGroup < p.OutputChannelsPerGroup),
        new("oc > groups", p => p.OutputChannels > p.Groups), new("depthwise", p => p.Groups > 1 && p.InputChannelsPerGroup == 1),
        new("ic = in_h = in_w", p => p.Axes.Length == 2 && p.Axes.All(a => a.Size == p.InputChannels)),
        .. Unequal("in", a => a.Size), .. Unequal("out", a => a.Output), .. Unequal("kernel", a => a.Kernel), .. Unequal("stride", a => a.Stride),
        .. Unequal("dilation", a => a.Dilation), .. Unequal("pad_before", a => a.PadBefore), .. Unequal("pad_after", a => a.PadAfter),
        new("pad_after_h ≠ pad_before_w", p => p.Axes.Length > 1 && p.Axes[^2].PadAfter != p.Axes[^1].PadBefore),
    ];

    private static IEnumerable<Atom> Unequal(string name, Func<SpatialAxis, long> value)
    {
        foreach (var (one, other) in new[] { (1, 2), (2, 3), (1, 3) })
        {
            string first = $"{name}_{Atom.Letters[other - 1]}", second = $"{name}_{Atom.Letters[one - 1]}";
            yield return new($"{first} ≠ {second}", p => p.Axes.Length >= other && value(p.Axes[^other]) != value(p.Axes[^one]));
            yield return new($"{first} = {second}", p => p.Axes.Length >= other && value(p.Axes[^other]) == value(p.Axes[^one]));
        }
    }

    private static IEnumerable<Atom> Numbers(string name, Func<ConvolutionProblem, long> value, long[] equal, long[] least, long[] divisors)
    {
        foreach (long n in equal) yield return new($"{name} = {n}", p => value(p) == n);
        foreach (long n in least) yield return new($"{name} ≥ {n}", p => value(p) >= n);
        foreach (long n in least) yield return new($"{name} < {n}", p => value(p) < n);
        foreach (long m in divisors)
        {
            yield return new($"{name} mod {m} ≠ 0", p => value(p) % m != 0);
            for (long r = 0; r < m; r++)
            {
                long rest = r;
                yield return new($"{name} mod {m} = {r}", p => value(p) % m == rest);
            }
        }
    }
}
