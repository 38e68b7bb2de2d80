using Conformance.Catalog;
using Conformance.Forms;
using Conformance.Laws;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The profiles: a few cases that have much of what all have, and large ones that are checked for less than they cost.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("conformance").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_quick_set_has_a_problem_of_each_group_and_most_triples()
    {
        var standard = CaseFiles.StandardLines();
        var quick = QuickSet.Of(standard);
        Assert.Equal(QuickSet.Size, quick.Count);
        Assert.Equal(standard.Select(entry => entry.Feature).Distinct(), quick.Select(entry => entry.Feature).Distinct());
        var (pairs, allPairs) = CoveringArray.Coverage(quick.Select(entry => entry.Line.Problem), 2);
        var (triples, allTriples) = CoveringArray.Coverage(quick.Select(entry => entry.Line.Problem), 3);
        Assert.True(pairs > 0.97 * allPairs && triples > 0.7 * allTriples, $"{pairs} of {allPairs} pairs, {triples} of {allTriples} triples");
    }

    [Theory]
    [InlineData("mb2ic3ih9oc4kh3ph1")]
    [InlineData("bias strict g2mb1ic4ih11oc6kh3sh2dh1")]
    [InlineData("g4mb3ic4iw40oc8kw5")]
    public void Some_elements_of_a_result_are_those_of_all(string line)
    {
        CaseData<float> all = CaseData<float>.Draw(ConvolutionProblem.Parse(line), FillKind.Real, 3), some = CaseData<float>.Draw(all.Problem, FillKind.Real, 3, most: 40);
        Assert.Equal(all.Input, some.Input);
        Assert.True(some.Sample!.Count >= 40 && some.Sample.Count < all.Expected.Count);
        for (int i = 0; i < some.Expected.Count; i++)
        {
            int place = some.PlaceOf(i);
            Assert.Equal((all.Expected.Values[place], all.Expected.Terms(place), all.Expected.Bound(place)), (some.Expected.Values[i], some.Expected.Terms(i), some.Expected.Bound(i)));
        }
    }

    [Theory]
    [InlineData("bias mb2ic3ih9oc4kh3ph1")]
    [InlineData("strict g2mb1ic4ih7oc6kh3sh2dh1")]
    [InlineData("g4mb3ic4iw40oc8kw5")]
    public void Checksums_find_each_single_wrong_element_and_nothing_in_a_right_result(string line)
    {
        CheckChecksums<float>(ConvolutionProblem.Parse(line));
        CheckChecksums<double>(ConvolutionProblem.Parse(line));
    }

    [Fact]
    public void A_wrong_element_outside_of_the_sample_is_named()
    {
        var problem = ConvolutionProblem.Parse("mb1ic2ih20oc5kh3ph1");
        CaseData<float> all = CaseData<float>.Draw(problem, FillKind.Exact, 3), some = CaseData<float>.Draw(problem, FillKind.Exact, 3, most: 40);
        float[] output = [.. all.Expected.Values];
        Assert.Null(Comparison.Find<float>(some, output, AccuracyClass.Componentwise));
        int place = Enumerable.Range(0, output.Length).Except(some.Sample!).First();
        output[place]++;
        Mismatch wrong = Comparison.Find<float>(some, output, AccuracyClass.Componentwise)!;
        Assert.Equal(Comparison.Find<float>(all, output, AccuracyClass.Componentwise)!.Index, wrong.Index);
        Assert.Equal((output[place] - 1, (double)output[place], 1), (wrong.Expected, wrong.Actual, wrong.Wrong));
    }

    [Fact]
    public void A_pass_on_a_sample_says_so()
    {
        var large = new LargeCase("large", ConvolutionProblem.Parse("mb1ic2ih40oc3kh3ph1"), FillKind.Exact, 1);
        Verdict verdict = CaseRunner.Run(new NaiveConvolution<float>(), large.Materialise<float>(), AccuracyClass.Componentwise);
        Assert.Equal((VerdictKind.Passed, "1024 of 4800 elements against the oracle, all of them by checksums"), (verdict.Kind, verdict.Sampled));
    }

    [Fact]
    public void Shapes_that_are_no_forward_convolution_in_two_axes_are_counted_with_the_reason()
    {
        File.WriteAllText(Path.Combine(folder, "a"), "ic3ih5oc4kh3\nic3ih5oc4kh3\nic3id5oc4kd2\nic64ih56oc64kh3ph1\nmb64ic64ih224oc64kh3ph1\n--dir=BWD_D ic3ih5oc4kh2\n--dir=FWD_B --stag=any ic3iw7oc4kw2\n");
        File.WriteAllText(Path.Combine(folder, "README.md"), "What this is.\n");
        ShapeCases cases = ShapeCases.Read(folder);
        Assert.Equal([("a", "mb2ic3ih5oc4kh3"), ("a", "mb2ic64ih56oc64kh3ph1"), ("a", "mb8ic64ih224oc64kh3ph1")], cases.Lines.Select(entry => (entry.Feature, entry.Line.Problem.ToString())));
        Assert.Equal(6, cases.Skipped.Count);
        Assert.Contains(cases.Skipped, skip => skip.Key.StartsWith("README.md is no shape file", StringComparison.Ordinal));
        Assert.Equal((1, 1, 1), (cases.Skipped["3 spatial axes"], cases.Skipped["not forward"], cases.Skipped["option --stag of benchdnn"]));
        Assert.All(ShapeCases.Expand<float>("a", cases.Lines[1].Line, 1e-6, 1), item => Assert.IsType<LargeCase>(item));
        Assert.Throws<IOException>(() => ShapeCases.Read(Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName));
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_named_and_the_others_are_run()
    {
        string file = Path.Combine(folder, "shapes"), json = Path.Combine(folder, "r.json");
        File.WriteAllText(file, "ic3ih5oc4kh3\nic3ih5oc0kh3\nic3ih5oc4kh2\nquite wrong\n");
        ShapeCases cases = ShapeCases.Read(file);
        Assert.Equal(2, cases.Lines.Count);
        Assert.Equal(["shapes:2", "shapes:4", "shapes:4"], cases.Bad.Select(bad => bad.Split(": ")[0]));
        var (code, error) = BadInputTests.Run(["run", "--profile", "full", "--shapes", file, "--feature", "shapes", "--engine", "naive", "--json", json, "--html", json + ".html"]);
        Assert.Equal(2, code);
        Assert.StartsWith("convcheck: --shapes: 3 not run: shapes:2: ", error, StringComparison.Ordinal);
        RunReport report = RunReport.Read(json);
        Assert.Equal(2, report.Results.Select(result => result.Case.Split("mb")[1]).Distinct().Count());
        Assert.All(report.Results, result => Assert.Equal(VerdictKind.Passed, result.Verdict.Kind));
        File.WriteAllText(file, "quite\n");
        Assert.StartsWith($"{file}: no line can be read; the first: shapes:1: ", Assert.Throws<IOException>(() => ShapeCases.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_problems_are_large() =>
        Assert.All(CaseFiles.LargeLines(), entry => Assert.True(entry.Line.Problem.MultiplyAdds >= LargeCase.From, entry.Line.ToString()));

    [Fact]
    public void Shapes_without_the_full_profile_are_one_clear_line()
    {
        var (code, error) = BadInputTests.Run(["run", "--engine", "naive", "--shapes", folder]);
        Assert.Equal((2, $"convcheck: --shapes {folder}: only with --profile full\n"), (code, error.ReplaceLineEndings("\n")));
    }

    private static void CheckChecksums<T>(ConvolutionProblem problem) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CaseData<T> data = CaseData<T>.Draw(problem, FillKind.Exact, 5);
        var checksum = ChannelChecksum.Of(problem, data.Input, data.Weight, data.Bias, new SplitMix64(7).Next);
        T[] output = [.. data.Expected.Values];
        Assert.Empty(checksum.Wrong<T>(output));
        int positions = (int)(problem.OutputCount / (problem.Batch * problem.OutputChannels));
        for (int i = 0; i < output.Length; i += 3)
        {
            T right = output[i];
            int window = i / (positions * (int)problem.OutputChannels) * positions + i % positions;
            foreach (T wrong in new[] { right + T.One, right - T.One, right + T.CreateChecked(0.5), T.NaN, T.CreateChecked(1e30) })
            {
                output[i] = wrong;
                Assert.Equal([window], checksum.Wrong<T>(output));
            }
            output[i] = right;
        }
    }
}
