using System.Collections.Concurrent;

namespace Conformance.Mutants.Results;

/// <summary>How a mutant fared: <c>killed</c>, <c>crashed</c>, <c>late</c>, <c>passed</c> or <c>unreached</c>, and by which test.</summary>
internal sealed record Verdict(string Outcome, string Test)
{
    public bool IsAlive => Outcome is "passed" or "unreached";
}

/// <summary>Verdicts by number, in a file that grows a line at a time, so that a run that is broken off goes on where it was; later lines count.</summary>
internal sealed class Verdicts
{
    private readonly string file;
    private readonly ConcurrentDictionary<int, Verdict> verdicts = new();

    public Verdicts(string folder)
    {
        file = Path.Combine(folder, "verdicts.tsv");
        foreach (var words in File.Exists(file) ? File.ReadLines(file).Select(line => line.Split('\t')) : [])
            if (words.Length >= 3)
                verdicts[int.Parse(words[0])] = new(words[1], words[2]);
    }

    public Verdict? this[int mutant] => verdicts.GetValueOrDefault(mutant);

    /// <param name="why">What the test said.</param>
    public void Add(int mutant, Verdict verdict, string why = "")
    {
        verdicts[mutant] = verdict;
        lock (verdicts)
            File.AppendAllLines(file, [string.Join('\t', mutant, verdict.Outcome, verdict.Test, why)]);
    }
}
