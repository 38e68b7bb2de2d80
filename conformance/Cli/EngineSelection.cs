using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>The engines that a command runs, and those that it would but cannot.</summary>
internal sealed record EngineSelection(IReadOnlyList<EngineUnderTest> Engines, IReadOnlyList<AbsentEngine> Absent)
{
    public static EngineSelection From(string[] names)
    {
        IReadOnlyList<EngineUnderTest> all = [new EngineUnderTest("naive", Accuracy.Componentwise, new NaiveConvolution<float>(), new NaiveConvolution<double>()),
            new EngineUnderTest("direct", Accuracy.Componentwise, Kernels.All<float>()[0], Kernels.All<double>()[0])];
        foreach (string name in names)
        {
            if (!all.Any(e => e.Name == name))
                throw new UserException($"--engine {name}: no such engine (there are {string.Join(", ", all.Select(e => e.Name))})");
        }
        return new(names.Length == 0 ? all : [.. all.Where(e => names.Contains(e.Name))], []);
    }

    public static IEnumerable<(string Name, Accuracy Accuracy, string Types, string Origin, string State)> Known => [];
}
