using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>
/// Rows of levels, one level for each parameter or none: which combinations a valid problem can have, and which a set of
/// problems has. A level of a parameter has a number of its own, so that a pair or a triple is a sorted set of numbers.
/// </summary>
internal sealed class Combinations
{
    /// <summary>No level: the problem has no such axis, or none is chosen yet.</summary>
    public const int None = -1;

    private static readonly IReadOnlyList<CoveringParameter> Parameters = CoveringParameter.All;
    private readonly int[][] heights = Fitting(CoveringParameter.Height), widths = Fitting(CoveringParameter.Width);

    /// <summary>A number that a level of a parameter has alone.</summary>
    public static int NumberOf(int parameter, int level) => Parameters.Take(parameter).Sum(before => before.Levels.Length) + level;

    /// <summary>The levels of a problem.</summary>
    public static int[] LevelsOf(ConvolutionProblem p) =>
        [.. Parameters.Select(parameter => parameter.Value(p) is { } value ? Array.IndexOf(parameter.Levels, value) : None)];

    /// <summary>The values of chosen levels; the first one where none is.</summary>
    public static long[] Values(int[] row) => [.. row.Select((level, i) => Parameters[i].Levels[Math.Max(level, 0)])];

    /// <summary>Whether the levels that are chosen can be filled up to a valid problem (C12).</summary>
    public bool IsFeasible(int[] row)
    {
        bool hasHeight = row.AsSpan(CoveringParameter.Height, CoveringParameter.PerAxis).ContainsAnyExcept(None);
        if (hasHeight && row[0] == 0) return false;
        return Fits(row, CoveringParameter.Width, widths) && (!hasHeight || Fits(row, CoveringParameter.Height, heights));
    }

    /// <summary>Every set of so many levels of different parameters that a valid problem can have.</summary>
    public IEnumerable<(int Parameter, int Level)[]> Feasible(int strength) => Sets(strength, 0).Where(set =>
    {
        var row = new int[Parameters.Count];
        Array.Fill(row, None);
        foreach (var (parameter, level) in set) row[parameter] = level;
        return IsFeasible(row);
    });

    /// <summary>How many of the feasible sets problems have, and how many there are.</summary>
    public (int Covered, int Feasible) Coverage(IEnumerable<ConvolutionProblem> problems, int strength)
    {
        int[][] rows = [.. problems.Select(LevelsOf)];
        int covered = 0, all = 0;
        foreach (var set in Feasible(strength))
        {
            all++;
            if (rows.Any(row => set.All(item => row[item.Parameter] == item.Level))) covered++;
        }
        return (covered, all);
    }

    private static IEnumerable<(int, int)[]> Sets(int strength, int first)
    {
        if (strength == 0)
        {
            yield return [];
            yield break;
        }
        for (int parameter = first; parameter <= Parameters.Count - strength; parameter++)
        {
            for (int level = 0; level < Parameters[parameter].Levels.Length; level++)
            {
                foreach (var rest in Sets(strength - 1, parameter + 1)) yield return [(parameter, level), .. rest];
            }
        }
    }

    private static bool Fits(int[] row, int first, int[][] fitting)
    {
        foreach (int[] levels in fitting)
        {
            bool agrees = true;
            for (int i = 0; i < levels.Length && agrees; i++) agrees = row[first + i] == None || row[first + i] == levels[i];
            if (agrees) return true;
        }
        return false;
    }

    /// <summary>Every choice of levels of an axis whose window fits.</summary>
    private static int[][] Fitting(int first)
    {
        IEnumerable<int[]> choices = [[]];
        for (int i = first; i < first + CoveringParameter.PerAxis; i++)
        {
            int count = Parameters[i].Levels.Length;
            choices = choices.SelectMany(choice => Enumerable.Range(0, count).Select(level => (int[])[.. choice, level])).ToArray();
        }
        return [.. choices.Where(choice =>
        {
            SpatialAxis axis = CoveringParameter.AxisOf([.. choice.Select((level, i) => Parameters[first + i].Levels[level])], 0);
            return axis.PaddedSize >= axis.Span;
        })];
    }
}
