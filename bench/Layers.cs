using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Bench;

/// <summary>The default workloads: bench/layers.txt.</summary>
public static class Layers
{
    /// <summary>The layers in order; each has a name.</summary>
    public static IReadOnlyList<ConvolutionProblem> All { get; } = Read();

    /// <summary>A layer's short name: what stands between the quotes.</summary>
    public static string Label(ConvolutionProblem layer) => layer.Name.Trim('"');

    /// <summary>Layers of the list by their names, and problem lines; the whole list where nothing is given.</summary>
    public static IReadOnlyList<ConvolutionProblem> Named(IReadOnlyList<string> names) => names.Count == 0
        ? All
        : [.. names.Select(name => All.FirstOrDefault(layer => Label(layer) == name) ?? ProblemLine.Parse(name).Problem)];

    private static IReadOnlyList<ConvolutionProblem> Read()
    {
        using var reader = new StreamReader(typeof(Layers).Assembly.GetManifestResourceStream("layers.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(ConvolutionProblem.Parse)];
    }
}
