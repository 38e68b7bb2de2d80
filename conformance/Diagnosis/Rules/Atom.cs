using Conformance.Spec;

namespace Conformance.Diagnosis.Rules;

/// <summary>A simple condition on a problem.</summary>
/// <param name="Name">The condition, as "stride_h ≠ stride_w".</param>
/// <param name="Holds">Whether a problem keeps it.</param>
/// <param name="Length">How much there is to read: of two that do the same the shorter one is taken.</param>
internal sealed record Atom(string Name, Func<ConvolutionProblem, bool> Holds, int Length = 1)
{
    public static IReadOnlyList<string> Letters { get; } = ["w", "h", "d"];

    /// <summary>Every atom: of the whole problem, of one axis, of all axes, of some axis, and two at once of some axis.</summary>
    public static IReadOnlyList<Atom> All { get; } =
        [.. ProblemAtoms.All, .. OneAxis(), .. EveryAxis(), .. SomeAxis(), .. TwoOfSomeAxis()];

    /// <summary>Which atoms a problem keeps, in the order of <see cref="All"/>. Each axis is asked once, not once an atom.</summary>
    public static ulong[] Row(ConvolutionProblem p)
    {
        var row = new ulong[(All.Count + 63) / 64];
        int next = 0;
        foreach (Atom atom in ProblemAtoms.All) Add(atom.Holds(p));
        bool[][] axes = [.. p.Axes.Select(axis => AxisAtom.All.Select(atom => atom.Holds(axis)).ToArray())];
        int count = AxisAtom.All.Count;
        for (int letter = 0; letter < Letters.Count; letter++)
            for (int i = 0; i < count; i++) Add(axes.Length > letter && axes[axes.Length - 1 - letter][i]);
        for (int i = 0; i < count; i++) Add(Array.TrueForAll(axes, axis => axis[i]));
        for (int i = 0; i < count; i++) Add(Array.Exists(axes, axis => axis[i]));
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++) Add(Array.Exists(axes, axis => axis[i] && axis[j]));
        return row;

        void Add(bool holds)
        {
            if (holds) row[next / 64] |= 1UL << (next % 64);
            next++;
        }
    }

    private static IEnumerable<Atom> OneAxis() =>
        from letter in Enumerable.Range(0, Letters.Count)
        from atom in AxisAtom.All
        select new Atom(atom.Name(Letters[letter]), p => p.Axes.Length > letter && atom.Holds(p.Axes[p.Axes.Length - 1 - letter]));

    private static IEnumerable<Atom> EveryAxis() =>
        from atom in AxisAtom.All select new Atom($"on every axis {atom.Name("")}", p => p.Axes.All(atom.Holds));

    private static IEnumerable<Atom> SomeAxis() =>
        from atom in AxisAtom.All select new Atom($"on some axis {atom.Name("")}", p => p.Axes.Any(atom.Holds));

    private static IEnumerable<Atom> TwoOfSomeAxis() =>
        from i in Enumerable.Range(0, AxisAtom.All.Count)
        from j in Enumerable.Range(i + 1, AxisAtom.All.Count - i - 1)
        let one = AxisAtom.All[i]
        let two = AxisAtom.All[j]
        select new Atom($"on some axis ({one.Name("")} and {two.Name("")})", p => p.Axes.Any(a => one.Holds(a) && two.Holds(a)), 2);
}

/// <summary>A simple condition on an axis.</summary>
/// <param name="Text">The condition; "@" stands for the axis.</param>
/// <param name="Holds">Whether an axis keeps it.</param>
internal sealed record AxisAtom(string Text, Func<SpatialAxis, bool> Holds)
{
    public static IReadOnlyList<AxisAtom> All { get; } =
    [
        .. Numbers("kernel@", a => a.Kernel, [1, 2, 3, 5, 8], [2, 3, 4, 5, 7], [2]),
        .. Numbers("stride@", a => a.Stride, [1, 2], [2, 3, 5], []),
        .. Numbers("dilation@", a => a.Dilation, [1], [2, 3], []),
        .. Numbers("pad_before@", a => a.PadBefore, [0, 1, 7], [1, 2], []),
        new("pad_before@ < 0", a => a.PadBefore < 0), new("pad_before@ ≤ 0", a => a.PadBefore <= 0),
        .. Numbers("pad_after@", a => a.PadAfter, [0, 1], [1, 2], []),
        new("pad_after@ < 0", a => a.PadAfter < 0), new("pad_after@ ≤ 0", a => a.PadAfter <= 0),
        .. Numbers("in@", a => a.Size, [0, 1], [2, 3, 4, 7, 8, 9], [2, 4, 8, 16]), new("in@ < 8", a => a.Size < 8),
        .. Numbers("out@", a => a.Output, [1], [2, 3, 4, 5], [2, 4, 8]),
        .. Either("out@ ≠ in@", "out@ = in@", a => a.Output != a.Size), new("out@ < in@", a => a.Output < a.Size),
        .. Either("pad_before@ ≠ pad_after@", "pad_before@ = pad_after@", a => a.PadBefore != a.PadAfter),
        .. Either("kernel@ > in@", "kernel@ ≤ in@", a => a.Kernel > a.Size), new("2·kernel@ > in@", a => 2 * a.Kernel > a.Size),
        new("stride@ > kernel@", a => a.Stride > a.Kernel), new("kernel@ mod stride@ ≠ 0", a => a.Kernel % a.Stride != 0),
        new("kernel@ + kernel@ mod stride@ < 2·stride@", a => a.Kernel + a.Kernel % a.Stride < 2 * a.Stride),
        new("2·(kernel@ mod stride@) < stride@", a => 2 * (a.Kernel % a.Stride) < a.Stride),
        new("pad_before@ ≥ kernel@", a => a.PadBefore >= a.Kernel),
        .. Either("a remainder on @", "no remainder on @", a => (a.PaddedSize - a.Span) % a.Stride != 0),
        new("same padding on @", a => Padding.SameUpper.Resolve(a) == a),
        new("dilation@·kernel@ beyond the padded in@", a => (a.Output - 1) * a.Stride + a.Dilation * a.Kernel > a.PaddedSize),
        .. Either("the last window@ inside in@", "the last window@ beyond in@", a => a.InputAt(a.Output - 1, a.Kernel - 1) < a.Size),
        .. Either("the last window@ in padding", "the last window@ meets in@", a => !Enumerable.Range(0, (int)Math.Min(a.Kernel, 64)).Any(k => a.InputAt(a.Output - 1, k) is >= 0 and var at && at < a.Size)),
        .. Either("some window@ inside in@", "no window@ inside in@", a => Enumerable.Range(0, (int)Math.Min(a.Output, 64)).Any(o => a.InputAt(o, 0) >= 0 && a.InputAt(o, a.Kernel - 1) < a.Size)),
        new("every window@ in padding", a => Enumerable.Range(0, (int)Math.Min(a.Output, 64)).All(o => a.InputAt(o, a.Kernel - 1) < 0 || a.InputAt(o, 0) >= a.Size)),
        new("in@ reached at its start", a => a.PadBefore > 0 && a.Span > 1),
    ];

    /// <summary>The condition for an axis of a letter; for any where that is empty.</summary>
    public string Name(string letter) => Text.Contains("on @", StringComparison.Ordinal)
        ? Text.Replace("on @", letter.Length > 0 ? $"on {letter}" : "there", StringComparison.Ordinal)
        : Text.Replace("@", letter.Length > 0 ? $"_{letter}" : "", StringComparison.Ordinal);

    /// <summary>A condition and its opposite: what fails "unless" is learned from conditions of passing.</summary>
    private static AxisAtom[] Either(string text, string otherwise, Func<SpatialAxis, bool> holds) => [new(text, holds), new(otherwise, a => !holds(a))];

    private static IEnumerable<AxisAtom> Numbers(string name, Func<SpatialAxis, long> value, long[] equal, long[] least, long[] divisors)
    {
        foreach (long n in equal) yield return new($"{name} = {n}", a => value(a) == n);
        foreach (long n in least) yield return new($"{name} ≥ {n}", a => value(a) >= n);
        foreach (long m in divisors)
        {
            yield return new($"{name} mod {m} ≠ 0", a => value(a) % m != 0);
            for (long r = 0; r < m; r++)
            {
                long rest = r;
                yield return new($"{name} mod {m} = {r}", a => value(a) % m == rest);
            }
        }
    }
}
