using Conformance.Spec;

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
}
