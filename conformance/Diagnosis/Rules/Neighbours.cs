using Conformance.Spec;

namespace Conformance.Diagnosis.Rules;

/// <summary>The problems that differ from one in one parameter.</summary>
internal static class Neighbours
{
    private const long MostWork = 20_000;

    private static readonly Func<SpatialAxis, SpatialAxis>[] Changes =
    [
        a => a with { Size = a.Size + 1 }, a => a with { Size = a.Size - 1 }, a => a with { Kernel = a.Kernel + 1 }, a => a with { Kernel = a.Kernel - 1 },
        a => a with { Stride = a.Stride + 1 }, a => a with { Stride = 1 }, a => a with { Dilation = a.Dilation + 1 }, a => a with { Dilation = 1 },
        a => a with { PadBefore = a.PadBefore + 1 }, a => a with { PadBefore = 0 }, a => a with { PadAfter = a.PadAfter + 1 }, a => a with { PadAfter = 0 },
    ];

    public static IEnumerable<ConvolutionProblem> Of(ConvolutionProblem p)
    {
        foreach (Func<ConvolutionProblem> change in All(p))
        {
            ConvolutionProblem neighbour;
            try { neighbour = change(); }
            catch (RuleException) { continue; }
            if (neighbour.MultiplyAdds + neighbour.InputCount + neighbour.OutputCount <= MostWork) yield return neighbour;
        }
    }

    private static IEnumerable<Func<ConvolutionProblem>> All(ConvolutionProblem p)
    {
        yield return () => p.With(bias: !p.HasBias);
        yield return () => p.With(strict: !p.IsStrict);
        yield return () => p.With(batch: p.Batch + 1);
        yield return () => p.With(batch: p.Batch - 1);
        yield return () => p.With(inputChannels: p.InputChannels + p.Groups);
        yield return () => p.With(inputChannels: p.InputChannels - p.Groups);
        yield return () => p.With(outputChannels: p.OutputChannels + p.Groups);
        yield return () => p.With(outputChannels: p.OutputChannels - p.Groups);
        yield return () => p.With(groups: 1);
        for (int i = 0; i < p.Axes.Length; i++)
        {
            int at = i;
            foreach (var change in Changes) yield return () => p.With(axes: p.Axes.SetItem(at, change(p.Axes[at])));
        }
        if (p.Axes.Length > 1) yield return () => p.With(axes: p.Axes.RemoveAt(0));
    }
}
