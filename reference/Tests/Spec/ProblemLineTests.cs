using Conformance.Spec;
using Conformance.Spec.Text;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class ProblemLineTests
{
    [Theory]
    [InlineData("ic3oc16_iw5ow5kw3pw1_n\"x\"", "mb2ic3iw5oc16kw3pw1n\"x\"")]
    [InlineData("mb1ic64ih56oc64oh56kh3ph1n\"res2_3x3\"", "mb1ic64ih56oc64kh3ph1n\"res2_3x3\"")]
    [InlineData("g2mb1ic16ih10oc16kh3ph1n\"name\"", "g2mb1ic16ih10oc16kh3ph1n\"name\"")]
    [InlineData("ic16oc16_iw1kw3ow100pw100", "mb2ic16iw1oc16ow100kw3pw100")]
    [InlineData("mb1ic1ih4iw5oc1kh2kw2", "mb1ic1ih4iw5oc1kh2kw2")]
    [InlineData("ic3oc64id28od36kd3pd5sd1dd0", "mb2ic3id28oc64kd3pd5")]
    [InlineData("OC1 IC1 KH3 IH6 SH2 PH1 QH1 strict", "strict mb2ic1ih6oc1kh3sh2ph1qh1")]
    [InlineData("mb1ic1iw9oc1kw3pw-2qw-1 bias", "bias mb1ic1iw9oc1ow4kw3pw-2")]
    public void A_line_prints_as_the_shortest_that_reads_back(string line, string printed)
    {
        var problem = ConvolutionProblem.Parse(line);
        Assert.Equal(printed, problem.ToString());
        Assert.Equal(problem, ConvolutionProblem.Parse(printed));
    }

    [Fact]
    public void A_stated_output_without_pads_centres_the_window()
    {
        SpatialAxis axis = ConvolutionProblem.Parse("mb1ic1iw5oc1ow5kw4").Axes[0];
        Assert.Equal((1, 2), (axis.PadBefore, axis.PadAfter));
    }

    [Fact]
    public void The_output_that_follows_truncates_towards_zero()
    {
        // (2 − 3)/2 + 1 = 1 in the integer division of C: one window, and the pad after makes room for it.
        SpatialAxis axis = ConvolutionProblem.Parse("mb1ic1iw2oc1kw3sw2").Axes[0];
        Assert.Equal((1L, 0L, 1L), (axis.Output, axis.PadBefore, axis.PadAfter));
    }

    [Theory]
    [InlineData("mb1ic1ih3oc1kh2 zz", "T1", 17, "zz")]
    [InlineData("mb1ic1ihoc1kh2", "T2", 7, "ih")]
    [InlineData("mb1ic1ih-oc1kh2", "T2", 7, "ih-")]
    [InlineData("exact@ mb1ic1ih3oc1kh2", "T2", 1, "exact@")]
    [InlineData("mb1ic99999999999999999999ih3oc1kh2", "T3", 4, "ic99999999999999999999")]
    [InlineData("exact@99999999999999999999 mb1ic1ih3oc1kh2", "T3", 1, "exact@99999999999999999999")]
    [InlineData("mb1ic1ih3oc1kh2ic2", "T4", 16, "ic2")]
    [InlineData("bias bias mb1ic1ih3oc1kh2", "T4", 6, "bias")]
    [InlineData("f32 f64 mb1ic1ih3oc1kh2", "T4", 5, "f64")]
    [InlineData("exact@1 real@2 mb1ic1ih3oc1kh2", "T4", 9, "real@2")]
    [InlineData("mb1ih3oc1kh2", "T5", 0, "")]
    [InlineData("mb1ic1oc1", "T5", 0, "")]
    [InlineData("mb1ic1ih3oc1", "T5", 0, "")]
    [InlineData("mb1ic1oc1kh3", "T5", 0, "")]
    [InlineData("mb1ic1id3ih3oc1kd1kh1", "T6", 0, "")]
    [InlineData("mb1ic1ih3oc1oh-1kh1", "T7", 13, "oh-1")]
    [InlineData("mb1ic1ih3oc1kh9", "T7", 13, "kh9")]
    [InlineData("mb1ic1ih3oc1oh5kh3ph1qh1", "T8", 13, "oh5")]
    [InlineData("f32 mb1ic1ih3oc1kh2", "T9", 0, "")]
    [InlineData("mb1ic1ih3oc1kh2dh-1", "C11", 16, "dh-1")]
    [InlineData("mb1ic3g2ih3oc1kh2", "C6", 4, "ic3")]
    [InlineData("mb1ic1ih9223372036854775807oc1kh2ph9223372036854775807", "C13", 0, "")]
    public void An_error_names_the_rule_and_points_at_the_entry(string line, string rule, int column, string entry)
    {
        var error = Assert.Throws<ProblemFormatException>(() => ConvolutionProblem.Parse(line));
        Assert.Contains($"{rule}: ", error.Message);
        Assert.Equal((column, entry), (error.Column, error.Entry));
    }

    /// <summary>One pad before a single tap: as many after, as benchdnn completes it.</summary>
    [Fact]
    public void An_empty_input_is_completed_as_any_other()
    {
        SpatialAxis axis = ConvolutionProblem.Parse("mb1ic1iw0oc1kw1pw1").Axes[0];
        Assert.Equal((2L, 1L, 1L), (axis.Output, axis.PadBefore, axis.PadAfter));
    }

    [Fact]
    public void A_case_says_direction_type_fill_and_seed()
    {
        const string Text = "forward f64 bias strict real@18446744073709551615 g2mb1ic4ih5oc4kh3n\"a name, with bias\"";
        var line = ProblemLine.Parse(Text);
        Assert.Equal((ElementType.F64, FillKind.Real, ulong.MaxValue), (line.Type, line.Fill, line.Seed));
        Assert.Equal("\"a name, with bias\"", line.Problem.Name);
        Assert.Equal(Text, line.ToString());
    }

    [Property(MaxTest = 2000)]
    public void Printing_and_reading_gives_the_same_problem(int seed)
    {
        ConvolutionProblem problem = RandomCases.Problem(new Random(seed));
        Assert.Equal(problem, ConvolutionProblem.Parse(problem.ToString()));
        Assert.Equal(problem, ConvolutionProblem.Parse(problem.ToString().ToUpperInvariant().Replace("OC", " _oC")));
    }

    [Property(MaxTest = 500)]
    public void No_shorter_way_to_say_the_pads_reads_back_to_the_same_problem(int seed)
    {
        ConvolutionProblem problem = RandomCases.Problem(new Random(seed), axes: 1);
        SpatialAxis a = problem.Axes[0];
        string text = problem.ToString(), bare = problem.With(axes: [a with { PadBefore = 0, PadAfter = 0, Size = a.Span }]).ToString();
        bare = bare.Replace($"iw{a.Span}", $"iw{a.Size}");
        foreach (string way in new[] { "", $"pw{a.PadBefore}", $"ow{a.Output}", $"ow{a.Output}pw{a.PadBefore}" })
        {
            if (bare.Length + way.Length >= text.Length) continue;
            try { Assert.NotEqual(problem, ConvolutionProblem.Parse(bare + way)); }
            catch (ProblemFormatException) { } // says nothing at all, so not the same either
        }
    }
}
