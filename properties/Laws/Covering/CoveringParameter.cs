using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>A parameter of a problem and the values of it that are to be combined.</summary>
/// <param name="Name">Its key in a problem line, or a word.</param>
/// <param name="Levels">The values.</param>
/// <param name="Value">What a problem has of it; null where it has no such axis.</param>
public sealed record CoveringParameter(string Name, long[] Levels, Func<ConvolutionProblem, long?> Value)
{
    /// <summary>The parameters, in the order in which <see cref="Build"/> takes their levels.</summary>
    public static IReadOnlyList<CoveringParameter> All { get; } =
    [
        new("axes", [1, 2, 3], p => p.Axes.Length),
        new("mb", [1, 3], p => p.Batch),
        new("g", [1, 2, 3], p => p.Groups),
        new("ic/g", [1, 2, 5], p => p.InputChannelsPerGroup),
        new("oc/g", [1, 2, 3], p => p.OutputChannelsPerGroup),
        new("bias", [0, 1], p => p.HasBias ? 1 : 0),
        new("strict", [0, 1], p => p.IsStrict ? 1 : 0),
        .. Axis('h', 2, [4, 7], [1, 2, 3], [1, 2], [1, 2], [-1, 0, 1], [-1, 0, 2]),
        .. Axis('w', 1, [5, 8, 17], [1, 2, 3, 5], [1, 2, 3], [1, 3], [-1, 0, 2, 5], [-1, 0, 1]),
    ];

    /// <summary>The first parameter of the height.</summary>
    internal const int Height = 7;

    /// <summary>The first parameter of the width.</summary>
    internal const int Width = 13;

    /// <summary>Parameters of an axis.</summary>
    internal const int PerAxis = 6;

    private static readonly SpatialAxis Depth = new(3, 2, PadBefore: 1);

    /// <summary>The problem of these values; those of the height are ignored where there is one axis.</summary>
    internal static ConvolutionProblem Build(IReadOnlyList<long> v)
    {
        SpatialAxis[] axes = [Depth, AxisOf(v, Height), AxisOf(v, Width)];
        return new ConvolutionProblem(
            v[1], v[2] * v[3], v[2] * v[4], axes[^(int)v[0]..], v[2], bias: v[5] == 1, strict: v[6] == 1);
    }

    /// <summary>The axis whose six values begin at an index.</summary>
    internal static SpatialAxis AxisOf(IReadOnlyList<long> v, int first) =>
        new(v[first], v[first + 1], v[first + 2], v[first + 3], v[first + 4], v[first + 5]);

    private static IEnumerable<CoveringParameter> Axis(char letter, int fromEnd, params long[][] levels)
    {
        Func<SpatialAxis, long>[] values = [a => a.Size, a => a.Kernel, a => a.Stride, a => a.Dilation, a => a.PadBefore, a => a.PadAfter];
        string[] keys = ["i", "k", "s", "d", "p", "q"];
        return values.Select((value, i) => new CoveringParameter(
            $"{keys[i]}{letter}", levels[i], p => p.Axes.Length >= fromEnd ? value(p.Axes[^fromEnd]) : null));
    }
}
