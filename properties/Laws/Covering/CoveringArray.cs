using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Laws;

/// <summary>
/// A set of problems in which every triple of parameter levels occurs that a valid problem can have. Greedy, as AETG does
/// it (Cohen, Dalal, Fredman, Patton, IEEE Trans. Software Eng. 23(7), 1997): each problem begins with a triple that is
/// not covered yet and takes, parameter by parameter, the level that covers most; the best of several is kept.
/// </summary>
public sealed class CoveringArray
{
    private const int Candidates = 12;
    private const ulong Seed = 1;

    private readonly Combinations combinations = new();
    private readonly SplitMix64 random = new(Seed);
    private readonly HashSet<(int, int)[]> open;
    private readonly bool[] isOpen;
    private readonly int[] offsets;
    private readonly int levels;

    private CoveringArray()
    {
        offsets = new int[CoveringParameter.All.Count];
        for (int i = 1; i < offsets.Length; i++) offsets[i] = offsets[i - 1] + CoveringParameter.All[i - 1].Levels.Length;
        levels = offsets[^1] + CoveringParameter.All[^1].Levels.Length;
        isOpen = new bool[levels * levels * levels];
        open = [.. combinations.Feasible(3)];
        foreach (var set in open) isOpen[Key(set[0], set[1], set[2])] = true;
    }

    /// <summary>The problems: the same on every machine.</summary>
    public static IReadOnlyList<ConvolutionProblem> Generate() => new CoveringArray().Cover();

    /// <summary>How many pairs (2) or triples (3) of levels problems have, and how many a valid problem can have.</summary>
    public static (int Covered, int Feasible) Coverage(IEnumerable<ConvolutionProblem> problems, int strength) =>
        new Combinations().Coverage(problems, strength);

    /// <summary>The file of cases that holds the problems.</summary>
    public static string ToText(IReadOnlyList<ConvolutionProblem> problems) =>
        "# Every triple of levels that a problem can have. Generated: cases --covering conformance/cases/covering.txt\n"
        + string.Concat(problems.Select(problem => $"{problem}\n"));

    private List<ConvolutionProblem> Cover()
    {
        var problems = new List<ConvolutionProblem>();
        while (open.Count > 0)
        {
            (int Gain, int[] Row, ConvolutionProblem Problem)? best = null;
            var begin = open.ElementAt((int)(random.Next() % (ulong)open.Count));
            for (int i = 0; i < Candidates || best is null; i++)
            {
                int[] row = Complete(begin);
                ConvolutionProblem problem = CoveringParameter.Build(Combinations.Values(row));
                int gain = Triples(row).Count(key => isOpen[key]);
                // A problem that would not show a flip or a swap proves nothing: another one takes its place.
                if (gain > (best?.Gain ?? 0) && !problems.Contains(problem) && !IsVacuous(problem)) best = (gain, row, problem);
            }
            foreach (int key in Triples(best.Value.Row)) isOpen[key] = false;
            open.RemoveWhere(set => !isOpen[Key(set[0], set[1], set[2])]);
            problems.Add(best.Value.Problem);
        }
        return problems;
    }

    private int[] Complete((int Parameter, int Level)[] begin)
    {
        var row = new int[offsets.Length];
        Array.Fill(row, Combinations.None);
        foreach (var (parameter, level) in begin) row[parameter] = level;
        int[] order = [.. Enumerable.Range(0, row.Length).OrderBy(_ => random.Next())];
        foreach (int parameter in order)
        {
            if (row[parameter] != Combinations.None) continue;
            int best = Combinations.None, most = -1;
            ulong tie = 0;
            for (int level = 0; level < CoveringParameter.All[parameter].Levels.Length; level++)
            {
                row[parameter] = level;
                if (!combinations.IsFeasible(row)) continue;
                int gain = Gain(row, parameter);
                ulong draw = random.Next();
                if (gain > most || (gain == most && draw > tie)) (best, most, tie) = (level, gain, draw);
            }
            // Where there is one axis, no level of the height is possible, and none is taken.
            row[parameter] = best;
        }
        return row;
    }

    /// <summary>The open triples that the level of a parameter completes.</summary>
    private int Gain(int[] row, int parameter)
    {
        int gain = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (i == parameter || row[i] == Combinations.None) continue;
            for (int j = i + 1; j < row.Length; j++)
            {
                if (j == parameter || row[j] == Combinations.None) continue;
                if (isOpen[Key((parameter, row[parameter]), (i, row[i]), (j, row[j]))]) gain++;
            }
        }
        return gain;
    }

    private IEnumerable<int> Triples(int[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            for (int j = i + 1; j < row.Length; j++)
            {
                for (int k = j + 1; k < row.Length; k++)
                {
                    if (row[i] >= 0 && row[j] >= 0 && row[k] >= 0) yield return Key((i, row[i]), (j, row[j]), (k, row[k]));
                }
            }
        }
    }

    /// <summary>A number of the triple, whatever its order.</summary>
    private int Key((int Parameter, int Level) a, (int Parameter, int Level) b, (int Parameter, int Level) c)
    {
        int x = offsets[a.Parameter] + a.Level, y = offsets[b.Parameter] + b.Level, z = offsets[c.Parameter] + c.Level;
        int low = Math.Min(x, Math.Min(y, z)), high = Math.Max(x, Math.Max(y, z)), middle = x + y + z - low - high;
        return (low * levels + middle) * levels + high;
    }

    private static bool IsVacuous(ConvolutionProblem problem) =>
        Vacuity.Find(CaseData<float>.Draw(problem, FillKind.Exact, Seed)) is not null;
}
