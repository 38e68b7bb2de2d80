using System.Numerics;
using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Suite.Cases;

/// <summary>The standard set: conformance/cases/, one feature a file, one problem a line; book/ holds the cases
/// worked by hand, other folders the data of single tests.</summary>
public static class CaseFiles
{
    private const string Prefix = "cases/";
    private const string Covering = "covering";
    private const string Worked = "cases/book/";
    private const string Large = "cases/large/";
    private const string Repeat = "cases/repeat/";

    /// <summary>The problems of the standard set by feature, in the order of the files.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public static IReadOnlyList<(string Feature, ProblemLine Line)> StandardLines() =>
        [.. Names().Where(name => !name[Prefix.Length..].Contains('/'))
            .SelectMany(name => ReadLines(Path.GetFileNameWithoutExtension(name), Lines(name)))];

    /// <summary>The large problems.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public static IReadOnlyList<(string Feature, ProblemLine Line)> LargeLines() =>
        [.. Names().Where(name => name.StartsWith(Large, StringComparison.Ordinal))
            .SelectMany(name => ReadLines(Path.GetFileNameWithoutExtension(name), Lines(name)))];

    /// <summary>Sequences of calls: in other orders, and at the same time. They are no part of the standard set, whose cases are
    /// calls that stand alone.</summary>
    /// <param name="seed">The seed of numbers and orders.</param>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public static IEnumerable<SequenceCase> Sequences(ulong seed) =>
        Names().Where(name => name.StartsWith(Repeat, StringComparison.Ordinal))
            .SelectMany(name => ReadLines(Path.GetFileNameWithoutExtension(name), Lines(name)))
            .Select(entry => new SequenceCase(entry.Feature, entry.Line.Problem, seed));

    /// <summary>The cases worked by hand.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static IReadOnlyList<WorkedCase> WorkedCases() =>
        [.. Names().Where(name => name.StartsWith(Worked, StringComparison.Ordinal))
            .SelectMany(name => WorkedCaseReader.Read(Path.GetFileName(name), Lines(name)))];

    /// <summary>The standard set in one element type: what is worked by hand; the covering array, whose problems combine the most,
    /// first one fill of each and then the others; then all other problems, the small ones first. So what is wrong shows soon.</summary>
    /// <param name="level">The miss probability that the exact fills of a problem stay under.</param>
    /// <param name="seed">The seed of the first fill.</param>
    public static IReadOnlyList<ConformanceCase> Standard<T>(double level, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. WorkedCases(),
            .. StandardLines().Where(entry => entry.Feature == Covering)
                .SelectMany(entry => Expand<T>(entry.Feature, entry.Line, level, seed).Select((item, fill) => (item, IsFirst: fill == 0)))
                .OrderBy(entry => !entry.IsFirst).Select(entry => entry.item),
            .. StandardLines().Where(entry => entry.Feature != Covering).OrderBy(entry => entry.Line.Problem.MultiplyAdds)
                .SelectMany(entry => Expand<T>(entry.Feature, entry.Line, level, seed)),
        ];

    /// <summary>The cases of one problem: as many exact fills as the level asks for, and one real one; or just the
    /// fill that the line names.</summary>
    /// <param name="feature">The group that the cases belong to.</param>
    /// <param name="line">The problem.</param>
    /// <param name="level">The miss probability that the exact fills stay under.</param>
    /// <param name="seed">The seed of the first fill.</param>
    public static IEnumerable<ConformanceCase> Expand<T>(string feature, ProblemLine line, double level, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (line.Fill is { } fill)
        {
            yield return new FilledCase(feature, line.Problem, fill, line.Seed);
            yield break;
        }
        int fills = ExactFill.FillsFor<T>(line.Problem, level);
        for (int i = 0; i < fills; i++)
            yield return new FilledCase(feature, line.Problem, FillKind.Exact, seed + (ulong)i);
        yield return new FilledCase(feature, line.Problem, FillKind.Real, seed);
    }

    internal static IEnumerable<(string Feature, ProblemLine Line)> ReadLines(string feature, string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            ProblemLine line;
            try { line = ProblemLine.Parse(text); }
            catch (ProblemFormatException e) { throw new InvalidDataException($"{feature}.txt:{i + 1}: {e.Message}", e); }
            yield return (feature, line);
        }
    }

    private static IEnumerable<string> Names() => typeof(CaseFiles).Assembly.GetManifestResourceNames()
        .Select(name => name.Replace('\\', '/'))
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string[] Lines(string name)
    {
        var assembly = typeof(CaseFiles).Assembly;
        // A build on Windows puts its own separators into the folder part of a resource's name.
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? assembly.GetManifestResourceStream(name[..Prefix.Length] + name[Prefix.Length..].Replace('/', '\\'))
            ?? throw new InvalidDataException($"{name}: not among the embedded cases");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }
}
