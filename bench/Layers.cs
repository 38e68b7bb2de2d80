using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Bench;

/// <summary>The default workloads: bench/layers.txt.</summary>
public static class Layers
{
    /// <summary>The environment variable that names layers for BenchmarkDotNet, whose processes take no arguments of ours.</summary>
    public const string Variable = "CONFORMANCE_LAYERS";

    private static readonly (string Group, ConvolutionProblem Layer)[] Listed = Read();

    /// <summary>The layers in order; each has a name.</summary>
    public static IReadOnlyList<ConvolutionProblem> All { get; } = [.. Listed.Select(entry => entry.Layer)];

    /// <summary>The names of the groups, such as resnet50.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. Listed.Select(entry => entry.Group).Distinct()];

    /// <summary>A layer's short name: what stands between the quotes.</summary>
    public static string Label(ConvolutionProblem layer) => layer.Name.Trim('"');

    /// <summary>Layers of the list by their names or those of their groups, apart by commas too, problem lines, and the lines of benchdnn shape
    /// files; the whole list where nothing is given.</summary>
    /// <exception cref="ArgumentException">A word is none of these.</exception>
    public static IReadOnlyList<ConvolutionProblem> Named(IReadOnlyList<string> words) => words.Count == 0 ? All : [.. words.SelectMany(Of)];

    private static IEnumerable<ConvolutionProblem> Of(string word)
    {
        if (File.Exists(word)) return ShapeFile.Read(word).Entries.Select(entry => entry.Line.Problem);
        string[] names = word.Split(',');
        return names.All(IsName) ? names.SelectMany(name => Listed.Where(entry => entry.Group == name || Label(entry.Layer) == name).Select(entry => entry.Layer)) : [Line(word)];
    }

    private static bool IsName(string word) => Listed.Any(entry => entry.Group == word || Label(entry.Layer) == word);

    private static ConvolutionProblem Line(string text)
    {
        try { return ProblemLine.Parse(text).Problem; }
        catch (Exception e) when (e is ProblemFormatException or RuleException)
        {
            throw new ArgumentException($"layer \"{text}\": none of {string.Join(", ", Groups.Concat(All.Select(Label)))}, no file, and no problem line: {e.Message}", e);
        }
    }

    /// <summary>Those that <see cref="Variable"/> names, apart from each other by blanks; the whole list where it is not set.</summary>
    /// <exception cref="ArgumentException">A word is no layer; see <see cref="Named"/>.</exception>
    public static IReadOnlyList<ConvolutionProblem> Chosen => From(Environment.GetEnvironmentVariable(Variable) ?? "");

    /// <summary>The layers of a text of such words.</summary>
    internal static IReadOnlyList<ConvolutionProblem> From(string words) => Named(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static (string Group, ConvolutionProblem Layer)[] Read()
    {
        using var reader = new StreamReader(typeof(Layers).Assembly.GetManifestResourceStream("layers.txt")!);
        var listed = new List<(string, ConvolutionProblem)>();
        string group = "";
        // The first line says what the list is.
        foreach (string line in reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (line[0] == '#') group = line[1..line.IndexOf(':')].Trim();
            else listed.Add((group, ConvolutionProblem.Parse(line)));
        }
        return [.. listed];
    }
}
