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
    }

    public SpatialAxis Depth { get; }
    public SpatialAxis Height { get; }
    public SpatialAxis Width { get; }

    /// <summary>Where the weight of a tap lies on its axis: strict convolution reads the kernel from its far end.</summary>
    public int Tap(SpatialAxis axis, int tap) => (int)(strict ? axis.Kernel - 1 - tap : tap);
}

/// <summary>The element strides of a tensor as [first, second, depth, height, width].</summary>
internal readonly struct Volumes
{
    private readonly int first, second, depth, height;

    public Volumes(ReadOnlySpan<nint> strides)
    {
        (first, second, Width) = (checked((int)strides[0]), checked((int)strides[1]), checked((int)strides[^1]));
        height = strides.Length > 3 ? checked((int)strides[^2]) : 0;
        depth = strides.Length > 4 ? checked((int)strides[^3]) : 0;
    }

    /// <summary>The stride of the innermost axis.</summary>
    public int Width { get; }

    /// <summary>The offset of a row.</summary>
    public int At(int a, int b, int d = 0, int h = 0) => a * first + b * second + d * depth + h * height;
}
