using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Every geometry up to a bound: what is right here is right for a reason.</summary>
public static class Exhaustive
{
    private static readonly (long Groups, long Inputs, long Outputs)[] Channels = [(1, 1, 1), (1, 2, 3), (2, 2, 4), (3, 3, 3), (2, 6, 2)];

    /// <summary>Every axis with size ≤ 8, kernel ≤ 5, stride ≤ 4, dilation ≤ 3 and pads from −1 to 5 on each side.</summary>
    public static IEnumerable<SpatialAxis> Axes() =>
        from size in Range(0, 8)
        from kernel in Range(1, 5)
        from stride in Range(1, 4)
        from dilation in Range(1, kernel == 1 ? 1 : 3)
        from before in Range(-1, 5)
        from after in Range(-1, 5)
        let axis = new SpatialAxis(size, kernel, stride, dilation, before, after)
        where axis.PaddedSize >= axis.Span
        select axis;

    /// <summary>The reduced set that is paired with itself for two axes.</summary>
    public static IEnumerable<SpatialAxis> FewAxes() =>
        from size in new long[] { 1, 4, 5 }
        from kernel in Range(1, 3)
        from stride in Range(1, 2)
        from dilation in Range(1, kernel == 1 ? 1 : 2)
        from before in new long[] { -1, 0, 2 }
        from after in Range(0, 1)
        let axis = new SpatialAxis(size, kernel, stride, dilation, before, after)
        where axis.PaddedSize >= axis.Span
        select axis;

    /// <summary>The problems by feature: channels, groups, bias and flip go round, so that each meets each geometry's neighbours.</summary>
    public static IEnumerable<(string Feature, ConvolutionProblem Problem)> Problems()
    {
        int number = 0;
        foreach (SpatialAxis axis in Axes()) yield return Case("1 axis", [axis]);
        SpatialAxis[] few = [.. FewAxes()];
        foreach (SpatialAxis height in few)
            foreach (SpatialAxis width in few) yield return Case("2 axes", [height, width]);

        (string, ConvolutionProblem) Case(string feature, SpatialAxis[] axes)
        {
            var (groups, inputs, outputs) = Channels[number % Channels.Length];
            var problem = new ConvolutionProblem(1, inputs, outputs, axes, groups, bias: number % 2 == 0, strict: number % 3 == 0);
            number++;
            return (feature, problem);
        }
    }

    private static IEnumerable<long> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => (long)i);
}
