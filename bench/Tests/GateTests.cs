using Conformance.Bench.Gate;
using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.BenchTests;

/// <summary>Two versions in one process.</summary>
public class GateTests
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(Kernels).Assembly.Location)!;

    [Fact]
    public void Two_versions_run_in_load_contexts_of_their_own_and_agree()
    {
        var ratio = new Trial(new(Folder), new(Folder), "auto", new Random(1)).Measure(ConvolutionProblem.Parse("mb1ic8ih20oc16kh3ph1"));
        Assert.True(double.IsFinite(ratio));
    }

    [Fact]
    public void A_kernel_that_a_version_does_not_have_is_one_clear_line()
    {
        var error = Assert.ThrowsAny<Exception>(() => new Trial(new(Folder), new(Folder), "no-such-kernel", new Random(1)).Measure(ConvolutionProblem.Parse("mb1ic1ih3oc1kh2")));
        Assert.Contains("no-such-kernel", error.Message);
    }

    [Fact]
    public void A_commit_that_does_not_exist_is_one_clear_line()
    {
        var error = Assert.Throws<InvalidOperationException>(() => VersionBuild.Of("no-such-commit", Path.GetTempPath()));
        Assert.Contains("no-such-commit", error.Message);
    }
}
