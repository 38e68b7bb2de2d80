namespace Conformance.Mutants.Building;

/// <summary>A copy of what a project of tests was built to, with the mutants in one of its assemblies.</summary>
/// <param name="Folder">Where the copy lies, in <c>bin</c>, with Stryker's report and what was found out since.</param>
/// <param name="Tests">Name of the assembly of tests.</param>
/// <param name="Mutated">Name of the assembly with the mutants.</param>
/// <param name="Mutants">All that can be tried.</param>
internal sealed record MutatedBuild(string Folder, string Tests, string Mutated, IReadOnlyList<Mutant> Mutants)
{
    public const string BinName = "bin";

    /// <summary>Whether tests of the slow tier are run too.</summary>
    public bool SlowToo { get; init; }

    public string Bin => System.IO.Path.Combine(Folder, BinName);

    public string Path(string assembly, string extension) => System.IO.Path.Combine(Bin, assembly + extension);

    /// <summary>See <see cref="MutantControlPatch"/>; no worker may be at work.</summary>
    public void Patch(bool marks) => MutantControlPatch.Apply(Path(Mutated, ".dll"), Mutants[^1].Id + 1, marks);

    /// <summary>Reads a folder that <see cref="StrykerBuild.Make"/> has filled, and puts what a worker needs into it.</summary>
    /// <param name="testFolder">The folder of the project of tests, which says what their assembly is called.</param>
    public static MutatedBuild Open(string folder, DirectoryInfo testFolder)
    {
        const string settings = ".runtimeconfig.json";
        var bin = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, BinName));
        var project = System.IO.Path.GetFileNameWithoutExtension(testFolder.EnumerateFiles("*.csproj").Single().Name);
        var tests = System.IO.Path.GetFileName(Directory.EnumerateFiles(bin, "*" + project + settings).Single())[..^settings.Length];
        var mutated = Directory.EnumerateFiles(bin, "*.dll").Single(IsMutated);
        var build = new MutatedBuild(System.IO.Path.GetFullPath(folder), tests, System.IO.Path.GetFileNameWithoutExtension(mutated), Mutant.Read(StrykerBuild.Report(folder)));
        File.Copy(Worker, System.IO.Path.Combine(bin, System.IO.Path.GetFileName(Worker)), true);
        return build;
    }

    private static string Worker => typeof(MutatedBuild).Assembly.Location;

    /// <summary>True for an assembly that holds Stryker's class; names of types stand in it as they are, and in this one, which looks for the name.</summary>
    public static bool IsMutated(string assembly) => System.IO.Path.GetFileName(assembly) != System.IO.Path.GetFileName(Worker) && File.ReadAllBytes(assembly).AsSpan().IndexOf("MutantControl\0"u8) >= 0;
}
