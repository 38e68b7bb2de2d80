namespace Conformance.Spec.Text;

/// <summary>From the entries of a line to a problem.</summary>
internal static class ProblemBuilder
{
    public static ConvolutionProblem Build(ProblemTokens tokens) => new(
        batch: tokens["mb"] ?? 2,
        inputChannels: tokens.Required("ic"),
        outputChannels: tokens.Required("oc"),
        axes: Axes(tokens),
        groups: tokens["g"] ?? 1,
        bias: tokens.Bias,
        strict: tokens.Strict,
        name: tokens.Name);

    /// <summary>Any depth entry makes the problem 3-D, else any height entry 2-D, else it is 1-D. An axis
    /// below the highest one that lacks all its entries takes what the next higher one was completed to.</summary>
    private static SpatialAxis[] Axes(ProblemTokens tokens)
    {
        AxisEntries depth = AxisEntries.From(tokens, 'd');
        AxisEntries height = AxisEntries.From(tokens, 'h');
        AxisEntries width = AxisEntries.From(tokens, 'w');
        if (depth.IsPresent)
        {
            // T6, as in benchdnn: a cube, or all three axes.
            if (height.IsPresent != width.IsPresent)
                throw new ProblemFormatException(0, "", "T6: with depth entries, height and width must both be given, or neither");
            SpatialAxis d = depth.Complete('d');
            return height.IsPresent ? [d, height.Complete('h'), width.Complete('w')] : [d, d, d];
        }
        if (height.IsPresent)
        {
            SpatialAxis h = height.Complete('h');
            return width.IsPresent ? [h, width.Complete('w')] : [h, h];
        }
        return width.IsPresent
            ? [width.Complete('w')]
            : throw new ProblemFormatException(0, "", "T5: a spatial axis is missing (\"iw\" or \"ih\" or \"id\")");
    }
}
