using Conformance.Laws;
using Conformance.Spec;

namespace Conformance.PropertyTests;

public class ShrinkerTests
{
    /// <summary>The fault, and the smallest problem that shows it: each of its features is needed.</summary>
    [Theory]
    [InlineData("corr-for-conv", "strict mb1ic1iw2oc1kw2")]
    [InlineData("conv-for-corr", "mb1ic1iw2oc1kw2")]
    [InlineData("strides-swapped", "mb1ic1ih1iw2oc1kh1kw1sh2")]
    [InlineData("dh-dw-swapped", "mb1ic1ih1iw2oc1kh1kw2dh1")]
    [InlineData("pads-swapped", "mb1ic1ih1iw1oc1ow2kh1kw1pw1")]
    [InlineData("dilation-twice", "mb1ic1iw3oc1kw2dw1")]
    [InlineData("group-modulo", "g2mb1ic2iw1oc4kw1")]
    [InlineData("later-group-zero", "g2mb1ic2iw1oc16kw1")]
    [InlineData("bias-group0", "bias g2mb1ic2iw1oc2kw1")]
    [InlineData("bias-twice-1x1", "bias mb1ic1iw1oc1kw1")]
    [InlineData("1x1-multichannel", "mb1ic2iw1oc1kw1")]
    [InlineData("remainder-no-weight", "mb1ic5iw1oc1kw1")]
    [InlineData("batch-mod-32", "mb33ic1iw1oc1kw1")]
    [InlineData("nchw-nhwc-stride-tie", "mb1ic2ih2oc1kh1")]
    [InlineData("last-column-zeroed", "mb1ic1iw2oc1kw1")]
    public void A_seeded_fault_shrinks_to_the_smallest_problem_that_shows_it(string fault, string smallest)
    {
        LawSubject engine = WrongEngines.All.Single(wrong => wrong.Id == fault).Engine;
        Law law = Agreement.WithOracle;
        ulong seed = 0;
        while (!law.Judge(new LawContext(engine.Renewed(), ProblemGenerator.Draw(seed), seed)).IsBroken) seed++;
        Finding finding = Finding.Shrink(engine, law, ProblemGenerator.Draw(seed), seed);
        Assert.Equal(smallest, finding.Problem.ToString());
    }

    [Fact]
    public void Data_shrinks_to_one_hot_tensors()
    {
        LawSubject engine = WrongEngines.All.Single(wrong => wrong.Id == "strides-swapped").Engine;
        Finding finding = Finding.Shrink(engine, Agreement.WithOracle, ConvolutionProblem.Parse("mb2ic3ih9iw13oc3kh3kw3sh2sw3"), 1);
        Assert.Single(finding.Data.Input, value => value != 0);
        Assert.Equal([1], finding.Data.Weight);
        Assert.Empty(finding.Data.Bias);
    }

    [Fact]
    public void What_is_shrunk_still_fails_and_its_line_replays_it()
    {
        LawSubject engine = WrongEngines.All.Single(wrong => wrong.Id == "edge-padding").Engine;
        Finding finding = Finding.Shrink(engine, Agreement.WithOracle, ConvolutionProblem.Parse("mb2ic3ih9iw13oc3kh3kw3ph1pw1"), 1);
        var line = Spec.Text.ProblemLine.Parse(finding.Line);
        Assert.True(Agreement.WithOracle.Judge(new LawContext(engine, line.Problem, line.Seed)).IsBroken);
        Assert.True(Agreement.WithOracle.Judge(new LawContext(engine, finding.Problem, finding.Seed, finding.Data)).IsBroken);
    }

    [Fact]
    public void Fuzzing_with_the_same_seed_finds_the_same()
    {
        Assert.Equal(Lines(), Lines());

        static string[] Lines()
        {
            var fuzzer = new Fuzzer(WrongEngines.All.Single(wrong => wrong.Id == "dh-dw-swapped").Engine.Renewed(), LawBook.All, seed: 3);
            return [.. fuzzer.Run(() => fuzzer.Problems > 20).Select(finding => $"{finding.Line} {finding.Law.Name}")];
        }
    }

    [Fact]
    public void Findings_of_one_fault_are_grouped_under_its_name()
    {
        LawSubject engine = WrongEngines.All.Single(wrong => wrong.Id == "pads-swapped").Engine;
        var fuzzer = new Fuzzer(engine.Renewed(), LawBook.All, seed: 3);
        Cause cause = Assert.Single(Cause.Group(fuzzer.Run(() => fuzzer.Problems > 20), WrongEngines.All));
        Assert.Equal("behaves like pads-swapped", cause.Name);
        Assert.True(cause.Findings.Count > 10);
    }
}
