using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Tests;

/// <summary>A case shows a flipped kernel, swapped axes and groups that trade their kernels, or is marked.</summary>
public class VacuityTests
{
    [Theory]
    [InlineData("mb1ic1iw3oc1kw2", "1 2", "a kernel flipped on axis 0", false)]
    [InlineData("mb1ic1iw3oc1kw2", "2 2", "a kernel flipped on axis 0", true)]
    [InlineData("mb1ic1ih3iw3oc1kh2kw2", "1 2 2 1", "a kernel whose axes 0 and 1 are swapped", true)]
    [InlineData("mb1ic1ih3iw3oc1kh2kw2", "1 2 2 1", "a kernel flipped on all axes", true)]
    [InlineData("mb1ic1ih3iw3oc1kh2kw2", "1 2 2 1", "a kernel flipped on axis 0", false)]
    [InlineData("mb1ic1ih3iw3oc1kh2kw2", "1 2 3 4", "a kernel flipped on all axes", false)]
    [InlineData("g2mb1ic2iw2oc2kw1", "5 5", "groups that trade their kernels", true)]
    [InlineData("g2mb1ic2iw2oc2kw1", "5 6", "groups that trade their kernels", false)]
    public void What_goes_unseen_is_named(string line, string weights, string change, bool isUnseen)
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse(line);
        float[] input = [.. Enumerable.Range(0, (int)problem.InputCount).Select(i => i * i + 1f)];
        var data = new CaseData<float>(problem, input, [.. weights.Split(' ').Select(float.Parse)], [], isExact: true);
        Assert.Equal(isUnseen, Vacuity.Unseen(data).Contains(change));
    }

    [Theory]
    [InlineData("mb1ic1ih3iw3oc1kh1kw2", "4 4", "a kernel flipped on axis 1")]
    [InlineData("mb1ic1ih3iw3oc1kh2kw2", "4 4 4 4", "a kernel flipped on axis 0; a kernel flipped on axis 1; a kernel whose axes 0 and 1 are swapped; a kernel flipped on all axes")]
    [InlineData("mb0ic1ih3iw3oc1kh2kw2", "4 4 4 4", "")]
    [InlineData("mb1ic1iw3oc2kw2", "1 1 2 3", "")]
    [InlineData("g2mb1ic2iw3oc2kw2", "1 1 2 2", "a kernel flipped on axis 0")]
    [InlineData("g2mb1ic2iw3oc4kw1", "1 2 1 2", "groups that trade their kernels")]
    [InlineData("mb1ic1id2ih2iw2oc1kd2kh1kw2", "1 2 2 3", "")]
    public void All_that_goes_unseen_is_named_and_nothing_else(string line, string weights, string changes)
    {
        ConvolutionProblem problem = ConvolutionProblem.Parse(line);
        float[] input = [.. Enumerable.Range(0, (int)problem.InputCount).Select(i => i * i + 1f)];
        var data = new CaseData<float>(problem, input, [.. weights.Split(' ').Select(float.Parse)], [], isExact: true);
        Assert.Equal(changes, string.Join("; ", Vacuity.Unseen(data)));
    }

    [Fact]
    public void The_standard_set_shows_all_of_it_in_both_fills()
    {
        // Double draws from more integers, half from fewer: where float sees it double does, and half has fewer cases.
        Assert.All(CaseFiles.Standard<float>(1e-6, seed: 1).OfType<FilledCase>().GroupBy(item => (item.Problem, item.Fill)).Select(of => of.First()),
            item => Assert.True(!Vacuity.Unseen(item.Materialise<float>()).Any(), item.Describe(ElementType.F32)));
        Assert.All(CaseFiles.Standard<Half>(1e-6, seed: 1).OfType<FilledCase>().GroupBy(item => item.Problem).Select(of => of.First()),
            item => Assert.True(!Vacuity.Unseen(item.Materialise<Half>()).Any(), item.Describe(ElementType.F16)));
    }
}
