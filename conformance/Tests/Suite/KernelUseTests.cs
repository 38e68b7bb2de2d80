using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Optimized;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A report says which kernels really ran.</summary>
public class KernelUseTests
{
    public static TheoryData<string> Names => [.. Kernels.Names, .. Kernels.NormwiseNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kernel_names_itself_with_its_registers(string name)
    {
        var results = Run(Kernels.Create<float>(name), "mb1ic3ih9oc8kh3ph1", "mb1ic3ih9oc8kh1", "mb1ic1ih3oc1kh2", "mb1ic1ih9oc2kh7sh2");
        IReadOnlyList<KernelUse> uses = KernelUse.Count(results);
        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.True(name is "auto" or "fast" || use.Kernel.StartsWith(name, StringComparison.Ordinal), use.Kernel));
        Assert.All(uses.Where(use => use.Kernel is not ("primitives" or "terms")), use => Assert.Matches("-(128|256|512)( |$)", use.Kernel));
    }

    [Fact]
    public void The_planner_names_the_kernels_that_it_took()
    {
        var uses = KernelUse.Count(Run(new Auto<float>(VectorWidth.Bits128), "g32mb1ic32ih40oc32kh3ph1", "mb1ic64ih28oc64kh3ph1", "mb1ic512ih7oc512kh1"));
        Assert.InRange(uses.Count, 2, 3);
        Assert.All(uses, use => Assert.Contains("-128", use.Kernel));
    }

    [Fact]
    public void A_report_counts_the_cases_that_a_kernel_computed()
    {
        // An empty batch, which nothing computes, and 9 channels, which the kernel does not, do not count.
        var results = Run(new SmallGroups<float>(VectorWidth.Bits128), "g4mb1ic4ih9oc4kh3ph1", "g4mb0ic4ih9oc4kh3ph1", "mb1ic9ih9oc4kh3ph1");
        var report = new RunReport(new Dictionary<string, string>(), results, []);
        KernelUse use = Assert.Single(report.Kernels);
        Assert.Equal(new("rows-128", ElementType.F32, "rows-128", results.Count(r => !r.Case.Contains("mb0") && !r.Case.Contains("ic9"))) { NormwiseError = use.NormwiseError }, use);
        Assert.InRange(use.NormwiseError!.Value, 0, 1);
        Assert.Contains("\"kernel\": \"rows-128\"", report.ToJson());
        Assert.Contains("<td>rows-128</td>", HtmlReport.Render(report));
    }

    [Fact]
    public void An_engine_that_names_no_kernel_is_not_listed() =>
        Assert.Empty(KernelUse.Count(Run(new NaiveConvolution<float>(), "mb1ic3ih9oc8kh3ph1")));

    /// <summary>An exact fill and a real one of each line.</summary>
    private static List<CaseResult> Run(IConvolution<float> engine, params string[] lines) =>
    [
        .. ConformanceRun.Execute<float>([new EngineUnderTest(engine.Name, AccuracyClass.Normwise, engine, null)],
            [.. lines.SelectMany(line => CaseFiles.Expand<float>("test", ProblemLine.Parse(line), 0.5, seed: 1))]),
    ];
}
