using Conformance.Laws;
using Conformance.Spec;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Conformance.PropertyTests;

public class GeneratorTests(ITestOutputHelper output)
{
    private const int Problems = 2000;

    [Fact]
    public void Every_kind_of_problem_occurs()
    {
        var counts = ProblemKinds.All.ToDictionary(kind => kind.Name, _ => 0);
        var draws = Prop.ForAll(Seeding.Seeds, seed =>
        {
            ConvolutionProblem problem = ProblemGenerator.Draw(seed);
            foreach (ProblemKind kind in ProblemKinds.All.Where(kind => kind.Is(problem))) counts[kind.Name]++;
            return true.Classify(true, $"drawn as {ProblemGenerator.KindOf(seed).Name}");
        });
        FsCheck.Config config = Seeding.Config.WithMaxTest(Problems);
        FsCheck.Check.One(config.WithRunner(new Seeding.OutputRunner(output, config.Runner)), draws);
        foreach (var (kind, count) in counts) output.WriteLine($"{100.0 * count / Problems,5:F1} % are {kind}");
        Assert.All(counts, kind => Assert.True(kind.Value > Problems / 100, $"{kind.Key}: {kind.Value} of {Problems}"));
    }

    [Fact]
    public void Kernels_are_asymmetric_and_biases_differ_by_channel()
    {
        for (ulong seed = 0; seed < 500; seed++)
        {
            ConvolutionProblem problem = ProblemGenerator.Draw(seed);
            LawData data = LawData.Draw(problem, seed);
            if (problem.WeightCount > 1) Assert.NotEqual(data.Weight, data.Weight.Reverse());
            Assert.Equal(data.Bias.Length, data.Bias.Distinct().Count());
            Assert.DoesNotContain(0, data.Bias);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_problem_and_numbers_on_every_machine()
    {
        string[] lines = [.. Enumerable.Range(1, 4).Select(seed => ProblemGenerator.Draw((ulong)seed).ToString())];
        Assert.Equal(Known, lines);
        Assert.Equal(KnownWeights, LawData.Draw(ConvolutionProblem.Parse("mb1ic1iw4oc1kw3"), 1).Weight);
    }

    private static readonly string[] Known =
    [
        "bias g3mb3ic3ih3iw2oc6kh3kw5sh3sw2ph1pw4qh0", "bias mb1ic3iw7oc2kw3sw2dw2", "bias mb3ic3iw9oc3kw3sw3pw1dw1", "mb2ic5iw8oc5kw2sw3qw1",
    ];
    private static readonly float[] KnownWeights = [-585, -608, -922];

    [Fact]
    public void Every_problem_reads_back_from_its_line() =>
        FsCheck.Check.One(Seeding.Config.WithMaxTest(Problems), Prop.ForAll(Seeding.Seeds, seed =>
        {
            ConvolutionProblem problem = ProblemGenerator.Draw(seed);
            return problem.Equals(ConvolutionProblem.Parse(problem.ToString())).Label(problem.ToString());
        }));
}
