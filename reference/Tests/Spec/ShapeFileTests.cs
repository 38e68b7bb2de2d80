using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Tests;

public class ShapeFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Knobs_hold_until_they_are_reset_and_others_are_listed()
    {
        string path = Write("shapes", """
            # a comment
            --dir=FWD_B --mb=3 --dt=f64 --stag=axb   # the last one has no meaning here

            ic3oc4_ih5kh3_n"a"  ic3oc4_iw5kw3n"b"
            --reset
            g2mb7ic4oc4_ih9kh3sh2ph1
            """);
        ShapeFile file = ShapeFile.Read(path);
        Assert.Equal(
            ["forward f64 bias mb3ic3ih5oc4kh3n\"a\"", "forward f64 bias mb3ic3iw5oc4kw3n\"b\"", "g2mb7ic4ih9oc4kh3sh2ph1"],
            file.Entries.Select(entry => entry.Line.ToString()));
        Assert.Equal(["shapes:2: --stag=axb"], file.Ignored);
        Assert.Equal("shapes:4", file.Entries[1].Location);
    }

    [Fact]
    public void Another_file_is_included_from_the_same_folder()
    {
        Write("inner", "ic1oc1ih4kh2\n");
        Assert.Single(ShapeFile.Read(Write("outer", "--batch=inner\n")).Entries);
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused() =>
        Assert.Contains("deep", Assert.Throws<IOException>(() => ShapeFile.Read(Write("loop", "--batch=loop\n"))).Message);

    [Theory]
    [InlineData("mb96ic64ih56oc192oh56kh3ph1n\"googlenet_v1:conv2/3x3\"", 96, 56, 1, 1)]
    [InlineData("ic1oc64_ih55oh18kh30sh3ph29dh2", 2, 18, 29, 55)]
    [InlineData("ic1oc64iw100ow98kw5pw50sw2dw0", 2, 98, 50, 49)]
    [InlineData("g1ic4ih84oc16oh20kh8sh4ph0_n\"tails_conv:23\"", 2, 20, 0, 0)]
    [InlineData("ic3ih224oc64oh112kh7sh2ph3n\"conv1\"", 2, 112, 3, 2)]
    public void Published_descriptors_read_as_their_tool_reads_them(string line, long batch, long output, long before, long after)
    {
        var problem = ConvolutionProblem.Parse(line);
        Assert.Equal((batch, output), (problem.Batch, problem.Axes[^1].Output));
        Assert.Equal((before, after), (problem.Axes[^1].PadBefore, problem.Axes[^1].PadAfter));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
