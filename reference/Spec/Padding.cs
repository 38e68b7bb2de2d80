namespace Conformance.Spec;

/// <summary>How an axis is padded, before it is resolved to a number of zeros on each side.</summary>
public abstract record Padding
{
    private Padding() { }

    /// <summary>No padding: the window stays inside the input.</summary>
    public static Padding Valid { get; } = new Explicitly(0, 0);

    /// <summary>Output extent ⌈n/s⌉; an odd zero goes after the input.</summary>
    public static Padding SameUpper { get; } = new Same(Upper: true);

    /// <summary>Output extent ⌈n/s⌉; an odd zero goes before the input.</summary>
    public static Padding SameLower { get; } = new Same(Upper: false);

    /// <summary>d(k − 1) zeros on each side: every position where kernel and input overlap at all.</summary>
    public static Padding Full { get; } = new Fully();

    /// <summary>Given numbers of zeros; negative ones crop.</summary>
    public static Padding Explicit(long before, long after) => new Explicitly(before, after);

    /// <summary>The axis with this padding resolved to explicit pads; its own pads are replaced.</summary>
    /// <exception cref="OverflowException">A pad does not fit in 64 bits.</exception>
    public abstract SpatialAxis Resolve(SpatialAxis axis);

    private sealed record Explicitly(long Before, long After) : Padding
    {
        public override SpatialAxis Resolve(SpatialAxis axis) =>
            axis with { PadBefore = Before, PadAfter = After };
    }

    private sealed record Same(bool Upper) : Padding
    {
        public override SpatialAxis Resolve(SpatialAxis axis)
        {
            checked
            {
                long output = (axis.Size + axis.Stride - 1) / axis.Stride;
                // Where the stride exceeds the kernel, the windows need less than the input has: no padding then.
                long total = Math.Max((output - 1) * axis.Stride + axis.Span - axis.Size, 0);
                long smaller = total / 2;
                return Upper
                    ? axis with { PadBefore = smaller, PadAfter = total - smaller }
                    : axis with { PadBefore = total - smaller, PadAfter = smaller };
            }
        }
    }

    private sealed record Fully : Padding
    {
        public override SpatialAxis Resolve(SpatialAxis axis) =>
            axis with { PadBefore = axis.Span - 1, PadAfter = axis.Span - 1 };
    }
}
