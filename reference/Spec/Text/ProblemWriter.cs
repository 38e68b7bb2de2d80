using System.Text;

namespace Conformance.Spec.Text;

/// <summary>The shortest text that reads back to a problem.</summary>
internal static class ProblemWriter
{
    private const string AxisLetters = "dhw";

    public static string Write(ConvolutionProblem problem) => new ProblemLine(problem).ToString();

    public static string WriteEntries(ConvolutionProblem problem)
    {
        var axes = PrintedAxes(problem);
        var text = new StringBuilder();
        if (problem.Groups != 1) text.Append('g').Append(problem.Groups);
        text.Append("mb").Append(problem.Batch).Append("ic").Append(problem.InputChannels);
        Append('i', e => e.I);
        text.Append("oc").Append(problem.OutputChannels);
        Append('o', e => e.O);
        Append('k', e => e.K);
        Append('s', e => e.S);
        Append('p', e => e.P);
        Append('q', e => e.Q);
        Append('d', e => e.D);
        if (problem.Name.Length > 0) text.Append('n').Append(problem.Name);
        return text.ToString();

        void Append(char kind, Func<AxisEntries, long?> value)
        {
            foreach (var (letter, entries) in axes)
                if (value(entries) is { } number) text.Append(kind).Append(letter).Append(number);
        }
    }

    /// <summary>The axes that are printed: one for a square or a cube, else all of them.</summary>
    private static List<(char Letter, AxisEntries Entries)> PrintedAxes(ConvolutionProblem problem)
    {
        int first = AxisLetters.Length - problem.Axes.Length;
        bool uniform = problem.Axes.All(axis => axis == problem.Axes[0]);
        return [.. problem.Axes.Take(uniform ? 1 : problem.Axes.Length)
            .Select((axis, index) => (AxisLetters[first + index], Shortest(axis)))];
    }

    /// <summary>Of all ways to say the pads, those in benchdnn's own entries (o and p) before those with q;
    /// of these the shortest; the earlier in this list where equal.</summary>
    private static AxisEntries Shortest(SpatialAxis a)
    {
        var bare = new AxisEntries(
            a.Size, K: a.Kernel, S: a.Stride == 1 ? null : a.Stride, D: a.Dilation == 1 ? null : a.Dilation - 1);
        AxisEntries[] ways =
        [
            bare,
            bare with { P = a.PadBefore },
            bare with { O = a.Output },
            bare with { Q = a.PadAfter },
            bare with { O = a.Output, P = a.PadBefore },
            bare with { P = a.PadBefore, Q = a.PadAfter },
            bare with { O = a.Output, Q = a.PadAfter },
        ];
        return ways.Where(way => Means(way, a))
            .MinBy(way => (way.Q is null ? 0 : 1, Length(way.O) + Length(way.P) + Length(way.Q)));
    }

    private static bool Means(AxisEntries way, SpatialAxis axis)
    {
        try { return way.Complete('w') == axis; }
        catch (RuleException) { return false; }
    }

    /// <summary>Characters of an entry: two for the key, then the number.</summary>
    private static int Length(long? value) => value is { } number ? 2 + number.ToString().Length : 0;
}
