namespace Conformance.Suite.Reports;

/// <summary>Which kernels really ran.</summary>
internal sealed class KernelsSection : IReportSection
{
    public string Id => "kernels";

    public string Title => "Kernels that ran";

    public string? Render(RunReport report) => report.Kernels.Count == 0 ? null
        : "<p>Error / bound: on real data, the largest error of a case over its largest componentwise bound; at most 1 where that bound is kept.</p>\n"
            + Html.Table(["engine", "type", "kernel", "#cases", "#error / bound"], report.Kernels.Select(use => new[]
            {
                Html.Engine(use.Engine), Html.Name(use.Type), Html.Text(use.Kernel), $"{use.Cases}", $"{use.NormwiseError:G2}",
            }));
}
