using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>The engines that a command runs, and those that it would but cannot.</summary>
internal sealed record EngineSelection(IReadOnlyList<EngineUnderTest> Engines, IReadOnlyList<AbsentEngine> Absent)
{
    public static EngineSelection From(string[] names) =>
        new([new EngineUnderTest("naive", Accuracy.Componentwise, new NaiveConvolution<float>(), new NaiveConvolution<double>()),
            new EngineUnderTest("direct", Accuracy.Componentwise, Kernels.All<float>()[0], Kernels.All<double>()[0])], []);
    public static IEnumerable<(string Name, Accuracy Accuracy, string Types, string Origin, string State)> Known => [];
}
