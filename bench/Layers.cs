using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Bench;

/// <summary>The default workloads: bench/layers.txt.</summary>
public static class Layers
{
    /// <summary>The environment variable that names layers for BenchmarkDotNet, whose processes take no arguments of ours.</summary>
    public const string Variable = "CONFORMANCE_LAYERS";

    /// <summary>The layers in order; each has a name.</summary>
    public static IReadOnlyList<ConvolutionProblem> All { get; } = Read();

    /// <summary>A layer's short name: what stands between the quotes.</summary>
    public static string Label(ConvolutionProblem layer) => layer.Name.Trim('"');

    /// <summary>Layers of the list by their names, and problem lines; the whole list where nothing is given.</summary>
    /// <exception cref="ArgumentException">A word is neither.</exception>
    public static IReadOnlyList<ConvolutionProblem> Named(IReadOnlyList<string> names) => names.Count == 0
        ? All
        : [.. names.Select(name => All.FirstOrDefault(layer => Label(layer) == name) ?? Line(name))];

    private static ConvolutionProblem Line(string text)
    {
        try { return ProblemLine.Parse(text).Problem; }
        catch (Exception e) when (e is ProblemFormatException or RuleException)
        {
            throw new ArgumentException($"layer \"{text}\": none of {string.Join(", ", All.Select(Label))}, and no problem line: {e.Message}", e);
        }
    }

    /// <summary>Those of <see cref="Variable"/>, apart from each other by blanks: names, problem lines, or a benchdnn shape
    /// file; the whole list where it is not set.</summary>
    /// <exception cref="ArgumentException">A word is none of these.</exception>
    public static IReadOnlyList<ConvolutionProblem> Chosen => From(Environment.GetEnvironmentVariable(Variable) ?? "");

    /// <summary>The layers of a text of such words.</summary>
    internal static IReadOnlyList<ConvolutionProblem> From(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
        ? [.. parts.SelectMany(part => File.Exists(part) ? ShapeFile.Read(part).Entries.Select(entry => entry.Line.Problem) : Named([part]))]
        : All;

    private static IReadOnlyList<ConvolutionProblem> Read()
    {
        using var reader = new StreamReader(typeof(Layers).Assembly.GetManifestResourceStream("layers.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(ConvolutionProblem.Parse)];
    }
}
