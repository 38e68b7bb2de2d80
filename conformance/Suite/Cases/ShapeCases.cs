using System.Numerics;
using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Suite.Cases;

/// <summary>The cases of shape files of benchdnn, and what became of the other lines.</summary>
/// <param name="Lines">The problems, by file.</param>
/// <param name="Skipped">What was passed over or changed: the reason, and for how many lines or options.</param>
public sealed record ShapeCases(IReadOnlyList<(string Feature, ProblemLine Line)> Lines, IReadOnlyDictionary<string, int> Skipped)
{
    /// <summary>Descriptors that cannot be read, each with file, line and why: they are not run, and the others are.</summary>
    public IReadOnlyList<string> Bad { get; init; } = [];

    /// <summary>A tensor of more elements does not go, several times over, into the memory of most machines.</summary>
    private const long MostElements = 1 << 25;

    /// <summary>Reads one file, or every file of a folder.</summary>
    /// <param name="path">The file or the folder. A folder may hold other things than shapes: what cannot be read there is
    /// passed over and counted.</param>
    /// <exception cref="IOException">There is no such file or folder, or nothing in it is a shape of 2-D forward convolution.</exception>
    public static ShapeCases Read(string path)
    {
        var skipped = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<(string, ProblemLine)> lines = [];
        List<string> bad = [];
        bool isFolder = Directory.Exists(path);
        string[] files = isFolder ? [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)] : [path];
        foreach (string file in files)
        {
            List<string> wrong = [];
            ShapeFile shapes = ShapeFile.Read(file, wrong);
            if (wrong.Count > 0 && shapes.Entries.Count == 0)
            {
                if (!isFolder) throw new IOException($"{path}: no line can be read; the first: {wrong[0]}");
                Skip($"{Path.GetFileName(file)} is no shape file: {wrong[0]}");
                continue;
            }
            bad.AddRange(wrong);
            foreach (string knob in shapes.Ignored) Skip($"option {knob.Split(": ", 2)[1].Split('=')[0]} of benchdnn");
            foreach (ShapeEntry entry in shapes.Entries)
            {
                ConvolutionProblem p = entry.Line.Problem;
                if (!entry.IsForward) Skip("not forward");
                else if (p.Axes.Length != 2) Skip($"{p.Axes.Length} spatial axes");
                else if (Fitting(p) is not { } fitting) Skip($"a tensor of more than {MostElements} elements");
                else
                {
                    if (fitting.Batch < p.Batch) Skip("batch made smaller, to fit into memory");
                    lines.Add((Path.GetFileName(file), entry.Line with { Problem = fitting }));
                }
            }
        }
        return lines.Count > 0 ? new ShapeCases([.. lines.Distinct()], skipped) { Bad = bad } : throw new IOException(
            $"{path}: holds no shape of a 2-D forward convolution{(skipped.Count > 0 ? $" ({string.Join("; ", skipped.Keys)})" : "")}");

        void Skip(string reason) => skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
    }

    /// <summary>The problem with the largest batch that fits, halved until it does; null where none does.</summary>
    private static ConvolutionProblem? Fitting(ConvolutionProblem p)
    {
        while (Math.Max(p.InputCount, Math.Max(p.WeightCount, p.OutputCount)) > MostElements)
        {
            if (p.Batch < 2) return null;
            p = p.With(batch: p.Batch / 2);
        }
        return p;
    }

    /// <summary>The cases of one problem: one exact fill, where the type has one, and one real fill; large ones are sampled.</summary>
    public static IEnumerable<ConformanceCase> Expand<T>(string feature, ProblemLine line, double level, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionProblem p = line.Problem;
        if (p.MultiplyAdds < LargeCase.From)
        {
            foreach (ConformanceCase small in CaseFiles.Expand<T>(feature, line, level, seed)) yield return small;
            yield break;
        }
        if (ExactFill.Limit<T>(p) > 0 && line.Fill != FillKind.Real) yield return new LargeCase(feature, p, FillKind.Exact, line.Fill is null ? seed : line.Seed);
        if (line.Fill != FillKind.Exact) yield return new LargeCase(feature, p, FillKind.Real, line.Fill is null ? seed : line.Seed);
    }
}
