using Conformance.Spec.Text;

namespace Conformance.Laws;

/// <summary>A few problems of a set that have much of what all of it has: of each group the problem, and then of all groups the
/// problems, with most triples of parameter levels that were not there before.</summary>
public static class QuickSet
{
    /// <summary>How many problems are taken: the standard set's triples grow slowly after that.</summary>
    public const int Size = 48;

    /// <summary>The problems in the order of the set; the same on every machine.</summary>
    /// <param name="lines">The set: groups and lines.</param>
    /// <param name="size">How many to take, but at least one of each group.</param>
    public static IReadOnlyList<(string Feature, ProblemLine Line)> Of(IReadOnlyList<(string Feature, ProblemLine Line)> lines, int size = Size)
    {
        HashSet<(int, int, int)>[] triples = [.. lines.Select(line => Triples(Combinations.LevelsOf(line.Line.Problem)))];
        var covered = new HashSet<(int, int, int)>();
        var taken = new SortedSet<int>();
        foreach (var group in lines.Index().GroupBy(item => item.Item.Feature)) Take(group.Select(item => item.Index));
        while (taken.Count < Math.Min(size, lines.Count)) Take(Enumerable.Range(0, lines.Count).Except(taken));
        return [.. taken.Select(index => lines[index])];

        void Take(IEnumerable<int> among)
        {
            int best = among.MaxBy(index => triples[index].Count(triple => !covered.Contains(triple)));
            taken.Add(best);
            covered.UnionWith(triples[best]);
        }
    }

    private static HashSet<(int, int, int)> Triples(int[] row)
    {
        int[] levels = [.. row.Select((level, parameter) => level < 0 ? -1 : Combinations.NumberOf(parameter, level)).Where(number => number >= 0)];
        return
        [
            .. from i in Enumerable.Range(0, levels.Length)
               from j in Enumerable.Range(i + 1, levels.Length - i - 1)
               from k in Enumerable.Range(j + 1, levels.Length - j - 1)
               select (levels[i], levels[j], levels[k]),
        ];
    }
}
