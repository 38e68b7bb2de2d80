using System.Text.Json;

namespace Conformance.Mutants.Building;

/// <summary>A change of one place, from the report that Stryker.NET writes.</summary>
/// <param name="Id">Its number in the mutated assembly.</param>
/// <param name="File">Path below the folder of the project.</param>
/// <param name="Line">Line of the place, from 1.</param>
/// <param name="Code">That line.</param>
/// <param name="Replacement">What stands in the place instead, on one line.</param>
internal sealed record Mutant(int Id, string File, int Line, string Code, string Replacement)
{
    /// <summary>The file's folder, or "." for one that lies beside the project.</summary>
    public string Folder => Path.GetDirectoryName(File) is { Length: > 0 } folder ? folder : ".";

    /// <summary>The line as it is, and what the mutant writes within it.</summary>
    public string Change => $"{Code} => {Replacement}";

    /// <summary>Those of a report, without what the settings leave out or the compiler refuses.</summary>
    /// <param name="path">A file in the form of mutation-testing reports, JSON.</param>
    public static IReadOnlyList<Mutant> Read(string path)
    {
        using var report = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var root = report.RootElement.GetProperty("projectRoot").GetString()!;
        return [.. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(file => Of(Path.GetRelativePath(root, file.Name), file.Value)).OrderBy(m => m.Id)];
    }

    private static IEnumerable<Mutant> Of(string file, JsonElement about)
    {
        var lines = about.GetProperty("source").GetString()!.ReplaceLineEndings("\n").Split('\n');
        foreach (var mutant in about.GetProperty("mutants").EnumerateArray())
        {
            if (mutant.GetProperty("status").GetString() is "Ignored" or "CompileError")
                continue;

            var line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
            var replacement = mutant.GetProperty("replacement").GetString()!;
            yield return new(int.Parse(mutant.GetProperty("id").GetString()!), file, line, lines[line - 1].Trim(), OneLine(replacement));
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
