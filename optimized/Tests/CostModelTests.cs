using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What the planner chooses, for cores that begin one multiply-add of 512 bits in a cycle, and two: on any machine.</summary>
public class CostModelTests
{
    [Theory]
    [InlineData("g32mb1ic32ih112oc32kh3ph1", "rows", "rows")]
    [InlineData("mb1ic3ih224oc64kh7sh2ph3", "rows", "rows")]
    [InlineData("mb1ic512ih7oc512kh3ph1", "windows", "windows")]
    [InlineData("mb1ic128ih28oc128kh3ph1", "windows", "windows")]
    [InlineData("mb1ic128ih56oc128kh3sh2ph1", "windows", "windows")]
    [InlineData("mb1ic1024ih14oc256kh1", "positions", "windows")]
    [InlineData("mb1ic2048ih7oc512kh1", "positions", "windows")]
    [InlineData("mb1ic128id14oc128kd3pd1", "im2col", "im2col")]
    [InlineData("mb1ic256ih56oc64kh1", "pointwise", "pointwise")]
    [InlineData("mb1ic1ih3oc1kh2", "terms", "terms")]
    public void The_cheapest_that_keeps_the_componentwise_bound(string line, string withOne, string withTwo) =>
        AssertTaken(line, PlannerAccuracy.Componentwise, withOne, withTwo);

    [Theory]
    [InlineData("mb1ic256ih14oc256kh3ph1", "winograd4", "winograd4")]
    [InlineData("mb1ic1ih1024oc1kh31ph15", "fft", "fft")]
    // F(4×4) would read 36 MiB of transformed weights for four tiles. F(2×2) reads 16, for which one multiply-add a cycle leaves the time.
    [InlineData("mb1ic512ih7oc512kh3ph1", "winograd2", "windows")]
    [InlineData("mb1ic32ih28oc64kh5ph2", "winograd2", "winograd2")]
    [InlineData("mb1ic256ih28oc256kh3dh1ph2", "winograd4", "winograd4")]
    // Where products cost half, transforms pay less.
    [InlineData("mb1ic3ih224oc64kh7sh2ph3", "winograd3", "rows")]
    [InlineData("mb1ic128ih56oc128kh3sh2ph1", "winograd4", "windows")]
    public void The_cheapest_of_all(string line, string withOne, string withTwo) => AssertTaken(line, PlannerAccuracy.Fast, withOne, withTwo);

    /// <summary>Of narrower registers, and of double, the model knows too.</summary>
    [Fact]
    public void Costs_fall_with_wider_registers_and_smaller_elements()
    {
        var problem = ConvolutionProblem.Parse("mb1ic128ih28oc128kh3ph1");
        double Cost(VectorWidth width, int bytes) => CostModel.Rank(problem, new Core(width, bytes, 1), PlannerAccuracy.Componentwise)[0].Cycles;
        Assert.True(Cost(VectorWidth.Bits512, 4) < Cost(VectorWidth.Bits256, 4));
        Assert.True(Cost(VectorWidth.Bits256, 4) < Cost(VectorWidth.Bits128, 4));
        Assert.True(Cost(VectorWidth.Bits256, 4) < Cost(VectorWidth.Bits256, 8));
    }

    private static void AssertTaken(string line, PlannerAccuracy accuracy, params string[] expected)
    {
        var problem = ConvolutionProblem.Parse(line);
        string[] taken = [.. new[] { 1, 2 }.Select(adds => CostModel.Rank(problem, new Core(VectorWidth.Bits512, sizeof(float), adds), accuracy)[0].Strategy)];
        Assert.Equal(expected, taken);
    }
}
