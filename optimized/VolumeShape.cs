using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>The spatial axes of a problem as depth, height and width: 1-D is 2-D with height 1, 2-D is 3-D with
/// depth 1.</summary>
internal readonly struct VolumeShape
{
    private static readonly SpatialAxis Flat = new(1, 1);
    private readonly bool strict;

    public VolumeShape(ConvolutionProblem problem)
    {
        var axes = problem.Axes;
        strict = problem.IsStrict;
        Width = axes[^1];
        Height = axes.Length > 1 ? axes[^2] : Flat;
        Depth = axes.Length > 2 ? axes[^3] : Flat;
        (OutputHeight, OutputWidth) = (checked((int)Height.Output), checked((int)Width.Output));
    }

    private VolumeShape(SpatialAxis line) => (Depth, Height, Width, OutputHeight, OutputWidth) = (Flat, Flat, line, 1, checked((int)line.Output));

    public SpatialAxis Depth { get; }
    public SpatialAxis Height { get; }
    public SpatialAxis Width { get; }

    /// <summary>o_h, counted once: an axis counts at each question.</summary>
    public int OutputHeight { get; }

    /// <summary>o_w.</summary>
    public int OutputWidth { get; }

    /// <summary>o_d·o_h·o_w.</summary>
    public int Positions => checked((int)(Depth.Output * Height.Output * Width.Output));

    /// <summary>k_d·k_h·k_w.</summary>
    public int Taps => checked((int)(Depth.Kernel * Height.Kernel * Width.Kernel));

    /// <summary>1×1 at stride 1 without pads: each position meets just the input at its place.</summary>
    public bool IsPointwise => Keeps(Depth) && Keeps(Height) && Keeps(Width);

    /// <summary>The same positions as one line: for a pointwise shape whose elements lie without gaps.</summary>
    public VolumeShape AsLine() => new(new SpatialAxis(Positions, 1));

    /// <summary>Where the weight of a tap lies on its axis: strict convolution reads the kernel from its far end.</summary>
    public int Tap(SpatialAxis axis, int tap) => (int)(strict ? axis.Kernel - 1 - tap : tap);

    private static bool Keeps(SpatialAxis axis) =>
        axis is { Kernel: 1, Stride: 1, PadBefore: 0 } && axis.Output == axis.Size;

    /// <summary>A quotient, rounded up where it is positive; otherwise no more than 0, which is all that is asked of it: no position is before the first.</summary>
    public static long DivideUp(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
