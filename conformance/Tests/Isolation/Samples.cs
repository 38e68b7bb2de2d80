using Conformance.Cli;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The samples of conformance/samples, built where they need it, and put under test in a worker.</summary>
internal static class Samples
{
    public static readonly Hosting Strict = new(new WorkerLimits(TimeSpan.FromSeconds(1), 400L << 20), InProcess: false, Isolate: false);

    /// <summary>More time than a loaded machine needs, for samples that must not run into the limit.</summary>
    public static readonly Hosting Patient = Strict with { Limits = Strict.Limits with { Time = TimeSpan.FromSeconds(20) } };

    private static readonly string Folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public static string CSharp(string type) => $"{Path.Combine(AppContext.BaseDirectory, "Conformance.Samples.Wrong.dll")}:{type}";

    /// <summary>A C or C++ sample as a shared library.</summary>
    public static string Library(string source)
    {
        string library = Path.Combine(Folder, $"lib{source.Replace('/', '-').Replace('.', '-')}.so");
        string[] compiler = source.EndsWith(".cpp", StringComparison.Ordinal) ? ["c++", "-std=c++17"] : ["cc"];
        if (!File.Exists(library))
        {
            Assert.True(Tools.Runs(compiler[0], [.. compiler[1..], "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-I", Repository("conformance/native"),
                Repository($"conformance/samples/{source}"), "-o", library]), $"{source} does not compile");
        }
        return library;
    }

    /// <summary>A file of the repository.</summary>
    public static string Repository(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Conformance.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no Conformance.sln above the tests"), path);
    }

    /// <summary>The verdicts on one problem, twice.</summary>
    public static List<Verdict> Judge(string engine, Hosting hosting, string problem = "mb1ic2ih5oc3kh3")
    {
        EngineUnderTest opened = PluginSelection.Open(engine, hosting);
        using IProcessOfEngine process = opened.Process!;
        var data = CaseData<float>.Draw(ConvolutionProblem.Parse(problem), FillKind.Exact, seed: 1);
        return [opened.Judge("first", data), opened.Judge("second", data)];
    }
}
