namespace Conformance.Spec.Text;

/// <summary>
/// The entries of one axis as they were typed, null where they were not, and what they mean.
/// The completion is benchdnn's: integer division truncates towards zero, an output of 0 counts as not given.
/// </summary>
/// <param name="I">Input extent.</param>
/// <param name="O">Output extent.</param>
/// <param name="K">Kernel.</param>
/// <param name="S">Stride.</param>
/// <param name="D">Dilation minus one.</param>
/// <param name="P">Pad before.</param>
/// <param name="Q">Pad after.</param>
internal readonly record struct AxisEntries(
    long? I, long? O = null, long? K = null, long? S = null, long? D = null, long? P = null, long? Q = null)
{
    public static AxisEntries From(ProblemTokens tokens, char axis) => new(
        tokens[$"i{axis}"], tokens[$"o{axis}"] is var o and not 0 ? o : null, tokens[$"k{axis}"],
        tokens[$"s{axis}"], tokens[$"d{axis}"], tokens[$"p{axis}"], tokens[$"q{axis}"]);

    /// <summary>An axis is there when any of its entries says more than its default.</summary>
    public bool IsPresent =>
        I is not null || O is not null || (K ?? 0) != 0 || (S ?? 1) != 1
        || (D ?? 0) != 0 || (P ?? 0) != 0 || (Q ?? 0) != 0;

    /// <summary>The axis that the entries describe.</summary>
    /// <exception cref="RuleException">T5 to T8: an entry is missing, or they contradict each other.</exception>
    public SpatialAxis Complete(char axis)
    {
        long i = I ?? throw new RuleException("T5", $"the entry \"i{axis}\"", "missing", "must be given");
        long k = K ?? throw new RuleException("T5", $"the entry \"k{axis}\"", "missing", "must be given");
        var dense = new SpatialAxis(i, k, S ?? 1, checked((D ?? 0) + 1), PadAfter: Q ?? 0);
        // A broken rule of the problem is for the problem to report; the formulas below need these kept.
        if (i < 0 || k < 1 || dense.Stride < 1 || dense.Dilation < 1) return dense;
        if (O < 0) throw new RuleException("T7", "stated output", O, "must be positive", $"o{axis}");
        return Q is null ? WithoutPadAfter(dense, axis) : WithPadAfter(dense, axis);
    }

    private SpatialAxis WithoutPadAfter(SpatialAxis a, char axis)
    {
        checked
        {
            long before = P ?? (O is { } given ? TotalPad(a, given) / 2 : 0);
            long output = O ?? (a.Size - a.Span + 2 * before) / a.Stride + 1;
            if (output <= 0)
            {
                throw new RuleException("T7", "the output that follows", output, "must be positive",
                    P is null ? $"k{axis}" : $"p{axis}");
            }
            return a with { PadBefore = before, PadAfter = TotalPad(a, output) - before };
        }
    }

    private SpatialAxis WithPadAfter(SpatialAxis a, char axis)
    {
        checked
        {
            long after = a.PadAfter;
            long before = P ?? (O is { } given ? TotalPad(a, given) - after : 0);
            var padded = a with { PadBefore = before };
            if (O is { } stated && padded.Output != stated)
                throw new RuleException("T8", "stated output", stated, $"must be {padded.Output}, which the pads give", $"o{axis}");
            return padded;
        }
    }

    /// <summary>The zeros that exactly this many windows need: (o − 1)s + span − n, which may be negative.</summary>
    private static long TotalPad(SpatialAxis a, long output) =>
        checked((output - 1) * a.Stride + a.Span - a.Size);
}
