using System.Diagnostics;

namespace Conformance.Mutants.Building;

/// <summary>
/// Lets Stryker.NET mutate a project and run a few tests, which is what it writes its report after, and takes a copy of the assemblies meanwhile:
/// when Stryker ends, it puts the unchanged ones back.
/// </summary>
internal static class StrykerBuild
{
    /// <param name="testFolder">Folder of the project of tests; what Stryker is to leave out stands in its <c>stryker-config.json</c>.</param>
    /// <param name="project">File name of the project to mutate.</param>
    /// <param name="firstTests">A filter as of <c>dotnet test</c>, for a few tests that reach little.</param>
    /// <param name="folder">Where the copy and the report go; emptied before.</param>
    /// <exception cref="InvalidOperationException">Stryker failed, or wrote no report.</exception>
    public static async Task Make(string testFolder, string project, string firstTests, string folder, Action<string> tell)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = testFolder };
        foreach (var word in new[] { "stryker", "--project", project, "--test-case-filter", firstTests, "--reporter", "json", "--output", Path.GetFullPath(folder), "--break-at", "0" })
            start.ArgumentList.Add(word);

        using var stryker = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        var log = new List<string>();
        var copied = false;
        while (await stryker.StandardOutput.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (line.Contains("INF"))
                tell(line);

            // The mutated assembly lies among the tests from their first run on.
            copied = copied || Copy(testFolder, Path.Combine(folder, MutatedBuild.BinName));
        }

        await stryker.WaitForExitAsync();
        if (stryker.ExitCode != 0 || !copied || !File.Exists(Report(folder)))
            throw new InvalidOperationException($"Stryker ended with {stryker.ExitCode}{(copied ? "" : ", no mutated assembly was seen")}: {string.Join('\n', log.TakeLast(20))}");
    }

    /// <summary>The list of mutants, within the folder.</summary>
    public static string Report(string folder) => Path.Combine(folder, "reports", "mutation-report.json");

    private static bool Copy(string testFolder, string target)
    {
        var built = Directory.EnumerateFiles(Path.Combine(testFolder, "bin"), "*.dll", SearchOption.AllDirectories).FirstOrDefault(MutatedBuild.IsMutated);
        if (built is null)
            return false;

        var source = Path.GetDirectoryName(built)!;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, true);
        }

        return true;
    }
}
