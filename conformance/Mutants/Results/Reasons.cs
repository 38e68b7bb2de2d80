using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Conformance.Mutants.Building;

namespace Conformance.Mutants.Results;

/// <summary>
/// Why survivors mean the same as what was written, from a file: a line of <c># reason</c>, then a line for each pattern, <c>file</c>, a tab, and a
/// regular expression over <see cref="Mutant.Change"/>. It is asked about survivors only: what a test can kill needs no excuse.
/// </summary>
internal sealed class Reasons
{
    private readonly List<(string Reason, string File, Regex Change)> patterns = [];

    /// <param name="path">The file; where there is none, there are no reasons.</param>
    /// <exception cref="InvalidDataException">A line that is none of the three, with its number.</exception>
    public Reasons(string path)
    {
        var reason = "";
        foreach (var (i, line) in File.Exists(path) ? File.ReadLines(path).Index() : [])
        {
            if (line.StartsWith('#'))
                reason = line[1..].Trim();
            else if (line.Split('\t') is [var file, var change] && reason.Length > 0)
                patterns.Add((reason, file, new Regex(change, RegexOptions.CultureInvariant)));
            else if (line.Trim().Length > 0)
                throw new InvalidDataException($"{path}, line {i + 1}: neither \"# reason\" nor \"file<tab>regular expression\" below one: {line}");
        }
    }

    /// <summary>The first reason that fits, or null.</summary>
    public string? Of(Mutant mutant) => patterns.Find(pattern => Fits(pattern, mutant)).Reason;

    /// <summary>Patterns that fit none of them: they excuse nothing any more.</summary>
    public IEnumerable<string> Idle(IReadOnlyCollection<Mutant> survivors) =>
        patterns.Where(pattern => !survivors.Any(mutant => Fits(pattern, mutant))).Select(pattern => $"{pattern.File}\t{pattern.Change}");

    private static bool Fits((string Reason, string File, Regex Change) pattern, Mutant mutant) =>
        FileSystemName.MatchesSimpleExpression(pattern.File, mutant.File.Replace('\\', '/')) && pattern.Change.IsMatch(mutant.Change);
}
