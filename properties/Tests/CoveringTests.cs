using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.PropertyTests;

public class CoveringTests
{
    private static readonly IReadOnlyList<ConvolutionProblem> Shipped =
        [.. CaseFiles.StandardLines().Where(entry => entry.Feature == "covering").Select(entry => entry.Line.Problem)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_covering_cases_hold_every_feasible_combination(int strength)
    {
        var (covered, feasible) = CoveringArray.Coverage(Shipped, strength);
        Assert.True(feasible > 1000);
        Assert.Equal(feasible, covered);
    }

    [Fact]
    public void Without_one_of_its_problems_a_triple_is_missing()
    {
        var (covered, feasible) = CoveringArray.Coverage(Shipped.Skip(1), 3);
        Assert.True(covered < feasible);
    }

    [Fact]
    public void The_file_of_covering_cases_is_up_to_date() => Assert.Equal(CoveringArray.Generate(), Shipped);

    [Fact]
    public void The_exhaustive_axes_are_all_there_are()
    {
        // Counted another way: every choice of the six numbers, without those in which the window does not fit or the
        // dilation is without effect.
        int count = 0;
        for (int i = 0; i < 9 * 5 * 4 * 3 * 7 * 7; i++)
        {
            int size = i % 9, kernel = 1 + i / 9 % 5, dilation = 1 + i / 180 % 3, before = i / 540 % 7 - 1, after = i / 3780 % 7 - 1;
            if (size + before + after >= dilation * (kernel - 1) + 1 && (kernel > 1 || dilation == 1)) count++;
        }
        Assert.Equal(count, Exhaustive.Axes().Distinct().Count());
        Assert.Equal(count, Exhaustive.Axes().Count());
    }
}
