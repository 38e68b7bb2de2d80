using Conformance.Spec;

namespace Conformance.Diagnosis.Naming;

/// <summary>How and where wrong outputs differ from right ones, as shares of the wrong elements; of places, beyond their share of
/// all elements.</summary>
internal static class ErrorShape
{
    /// <summary>An error of less than this share of the value is one of rounding.</summary>
    private const double Small = 0.02;

    public static IReadOnlyList<string> Names { get; } =
    [
        "wrong elements", "zero instead", "near to right", "not a number", "one error for a channel", "doubled",
        "in the first column", "in the last column", "in the first row", "in the last row", "in the last channel", "in the first group",
        "in the last image", "where the window meets padding", "values of other places",
    ];

    /// <summary>The shares on one output; null where nothing is wrong with its numbers.</summary>
    public static double[]? Of(float[] got, float[] right, ConvolutionProblem p)
    {
        if (got.Length != right.Length || got.Length == 0) return null;
        int[] wrong = [.. Enumerable.Range(0, got.Length).Where(i => got[i] != right[i])];
        if (wrong.Length == 0) return null;
        long width = p.Axes[^1].Output, rows = p.Axes.Length > 1 ? p.Axes[^2].Output : 1, plane = p.OutputCount / p.Batch / p.OutputChannels;
        HashSet<float> values = [.. right];
        return
        [
            (double)wrong.Length / got.Length,
            Share(i => got[i] == 0), Share(i => Math.Abs(got[i] - right[i]) <= Small * Math.Abs(right[i]) + 1e-3),
            Share(i => !float.IsFinite(got[i])), OneError(), Share(i => got[i] == 2 * right[i] && right[i] != 0),
            Beyond(i => i % width == 0), Beyond(i => i % width == width - 1),
            Beyond(i => i / width % rows == 0), Beyond(i => i / width % rows == rows - 1),
            Beyond(i => i / plane % p.OutputChannels == p.OutputChannels - 1), Beyond(i => i / plane % p.OutputChannels < p.OutputChannelsPerGroup),
            Beyond(i => i / plane / p.OutputChannels == p.Batch - 1), Beyond(i => MeetsPadding(p, i % plane)), Share(i => values.Contains(got[i])),
        ];

        double Share(Func<int, bool> holds) => (double)wrong.Count(holds) / wrong.Length;
        double Beyond(Func<int, bool> holds) => Share(holds) - (double)Enumerable.Range(0, got.Length).Count(holds) / got.Length;
        double OneError()
        {
            var channels = wrong.GroupBy(i => i / plane).Where(channel => channel.Count() > 1).ToList();
            return channels.Count == 0 ? 0 : channels.Count(channel => channel.Select(i => got[i] - right[i]).Distinct().Count() == 1) / (double)channels.Count;
        }
    }

    private static bool MeetsPadding(ConvolutionProblem p, long place)
    {
        for (int axis = p.Axes.Length - 1; axis >= 0; axis--)
        {
            (place, long at) = Math.DivRem(place, p.Axes[axis].Output);
            if (p.Axes[axis].InputAt(at, 0) < 0 || p.Axes[axis].InputAt(at, p.Axes[axis].Kernel - 1) >= p.Axes[axis].Size) return true;
        }
        return false;
    }
}
