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

    [Theory]
    [InlineData("", true, false)]
    [InlineData("--dir=FWD_B", true, true)]
    [InlineData("--dir=FWD_D", true, false)]
    [InlineData("--dir=FWD_I", true, false)]
    [InlineData("--dir=BWD_D", false, false)]
    [InlineData("--dir=BWD_W,BWD_D", false, false)]
    [InlineData("--dir=FWD_B --dir=BWD_WB", false, true)]
    [InlineData("--dir=BWD_D --dir=FWD_B", true, true)]
    [InlineData("--dir=BWD_D --dir=FWD_D", true, false)]
    [InlineData("--dir=FWD_B --dir=FWD_I", true, false)]
    [InlineData("--dir=FWD_B --dir=BWD_D --reset", true, false)]
    public void A_direction_says_whether_there_is_a_bias_and_whether_forward_is_meant(string knobs, bool isForward, bool bias)
    {
        ShapeFile file = ShapeFile.Read(Write("directions", $"{knobs}\nic1oc1ih4kh2\n"));
        ShapeEntry entry = Assert.Single(file.Entries);
        Assert.Equal((isForward, bias), (entry.IsForward, entry.Line.Problem.HasBias));
        Assert.Empty(file.Ignored);
    }

    [Theory]
    [InlineData("--dt=f16", ElementType.F16)]
    [InlineData("--dt=f32", ElementType.F32)]
    [InlineData("--dt=f64", ElementType.F64)]
    public void A_type_is_that_of_the_lines_that_follow(string knob, ElementType type)
    {
        ShapeFile file = ShapeFile.Read(Write("types", $"f64_ic1oc1ih4kh2 {knob} ic1oc1ih4kh2 f64_ic1oc1ih4kh2 --reset ic1oc1ih4kh2"));
        Assert.Equal([ElementType.F64, type, type, null], file.Entries.Select(entry => entry.Line.Type));
        Assert.Empty(file.Ignored);
    }

    [Theory]
    [InlineData("--mb=-1")]
    [InlineData("--mb=many")]
    [InlineData("--mb")]
    [InlineData("--dir=FWD_B,BWD_D")]
    [InlineData("--dir")]
    [InlineData("--dt=u8:s8:s8")]
    [InlineData("--skip-impl=ref")]
    public void A_knob_without_a_meaning_here_is_listed_and_changes_nothing(string knob)
    {
        ShapeFile file = ShapeFile.Read(Write("knobs", $"{knob}\nmb7ic1oc1ih4kh2\n"));
        Assert.Equal([$"knobs:1: {knob}"], file.Ignored);
        ShapeEntry entry = Assert.Single(file.Entries);
        Assert.Equal((7L, null, true), (entry.Line.Problem.Batch, entry.Line.Type, entry.IsForward));
    }

    [Fact]
    public void A_batch_of_zero_leaves_each_line_its_own()
    {
        ShapeFile file = ShapeFile.Read(Write("batches", "--mb=3 mb7ic1oc1ih4kh2 --mb=0 mb7ic1oc1ih4kh2"));
        Assert.Equal([3L, 7L], file.Entries.Select(entry => entry.Line.Problem.Batch));
        Assert.Empty(file.Ignored);
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_thrown_or_told_with_its_place()
    {
        string path = Write("bad", "ic1oc1ih4kh2\nic1oc1ih4kh2zz\n--mb=9223372036854775807 ic4oc1ih4kh2\n--reset ic1oc1ih4kh2\n");
        Assert.Equal("bad:2: column 13, entry \"zz\": T1: no entry or word of a problem line starts like this", Assert.Throws<ProblemFormatException>(() => ShapeFile.Read(path)).Message);
        List<string> bad = [];
        Assert.Equal(["bad:1", "bad:4"], ShapeFile.Read(path, bad).Entries.Select(entry => entry.Location));
        Assert.Equal(
            ["bad:2: column 13, entry \"zz\": T1: no entry or word of a problem line starts like this",
             "bad:3: C13: number of input elements must fit in 64 bits, but it is more than 2^63 − 1"], bad);
    }

    [Fact]
    public void Files_may_include_files_sixteen_deep()
    {
        for (int i = 0; i < 16; i++) Write($"file{i}", $"--batch=file{i + 1}\n");
        Write("file16", "ic1oc1ih4kh2\n");
        Assert.Single(ShapeFile.Read(Path.Combine(folder, "file0")).Entries);
        Write("file-1", "--batch=file0\n");
        Assert.Contains("file16: --batch includes files more than 16 deep", Assert.Throws<IOException>(() => ShapeFile.Read(Path.Combine(folder, "file-1"))).Message);
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
