using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Optimized;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What a report says ran: strategy, registers, tile.</summary>
public class KernelNameTests
{
    [Theory]
    [InlineData("im2col", "mb1ic2ih5iw5oc9kh3kw3", "im2col-128 4×3", "im2col-256 4×3", "im2col-512 8×3")]
    [InlineData("im2col", "mb1ic2ih5iw5oc4kh3kw3", "im2col-128 4×3", "im2col-256 4×3", "im2col-512 4×3")]
    [InlineData("pointwise", "mb1ic2ih5iw5oc4kh1kw1", "pointwise-128 4×3", "pointwise-256 4×3", "pointwise-512 8×3")]
    [InlineData("positions", "mb1ic2ih5iw5oc4kh3kw3", "positions-128 4×3", "positions-256 4×3", "positions-512 7×2")]
    [InlineData("windows", "mb1ic2ih5iw5oc4kh3kw3", "windows-128 6×2", "windows-256 6×2", "windows-512 14×2")]
    [InlineData("rows", "mb1ic2ih5iw5oc4kh3kw3", "rows-128", "rows-256", "rows-512")]
    [InlineData("fft", "mb1ic2ih5iw5oc4kh3kw3", "fft-128", "fft-256", "fft-512")]
    [InlineData("winograd4", "mb1ic2ih32iw32oc4kh3kw3", "winograd4-128 4×3", "winograd4-256 4×3", "winograd4-512 8×3")]
    public void It_is_read_off_what_computes(string strategy, string line, params string[] expected)
    {
        foreach (VectorWidth width in Machine.Widths)
            Assert.Equal(expected[(int)width], Name($"{strategy}-{width.Bits()}", line));
    }

    [Fact]
    public void What_has_no_tile_or_no_registers_does_without()
    {
        Assert.Equal("terms", Name("terms", "mb1ic1ih3iw3oc1kh2kw2"));
        Assert.StartsWith($"im2col-explicit-{Machine.Widest.Bits()} ", Name("im2col-explicit", "mb1ic2ih5iw5oc4kh3kw3"), StringComparison.Ordinal);
    }

    /// <summary>The planner runs the strategy that its own ranking puts first.</summary>
    [Theory]
    [InlineData("mb1ic1ih3oc1kh2")]
    [InlineData("g8mb1ic8ih40oc8kh3ph1")]
    [InlineData("mb1ic256ih28oc64kh1")]
    [InlineData("mb1ic64ih7oc64kh1")]
    [InlineData("mb1ic32ih14oc32kh3ph1")]
    [InlineData("mb1ic32ih28oc64kh5ph2")]
    [InlineData("mb1ic64ih14oc64kh3ph1sh2")]
    [InlineData("mb1ic3ih112oc32kh7sh2ph3")]
    [InlineData("mb1ic64ih56oc64kh3ph1")]
    [InlineData("mb1ic1ih200oc1kh31ph15")]
    [InlineData("mb1ic128id5oc64kd3pd1")]
    public void The_planner_runs_what_it_ranks_first(string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        foreach (VectorWidth width in Machine.Widths)
            foreach (PlannerAccuracy accuracy in Enum.GetValues<PlannerAccuracy>())
            {
                var planner = new Auto<float>(width, 1, accuracy);
                string first = planner.Explain(problem)[0].Strategy;
                Assert.Equal(Name(first == "terms" ? first : $"{first}-{width.Bits()}", line), Name(planner, problem));
            }
    }

    [Fact]
    public void Without_registers_the_strategy_is_all()
    {
        Assert.Equal("im2col-7", KernelName.Of("im2col-7", typeof(List<int>)));
        Assert.Equal("windows-256", KernelName.Of("windows-512", typeof(IEnumerable<Lanes256<float>>)));
    }

    [Fact]
    public void A_kernel_has_the_name_that_it_is_made_by()
    {
        foreach (string name in Kernels.Names.Concat(Kernels.NormwiseNames)) Assert.Equal(name, Kernels.Create<float>(name).Name);
    }

    [Fact]
    public void No_kernel_is_made_by_another_name()
    {
        string said = Assert.Throws<ArgumentException>(() => Kernels.Create<float>("im2col-1024")).Message;
        Assert.StartsWith($"im2col-1024: no such kernel here (there are {string.Join(", ", Kernels.Names.Concat(Kernels.NormwiseNames))})", said, StringComparison.Ordinal);
        Assert.StartsWith("direct: does not prepare", Assert.Throws<ArgumentException>(() => Kernels.CreateHalf("direct")).Message, StringComparison.Ordinal);
        Assert.Equal("auto", Assert.Single(Kernels.HalfNames));
    }

    [Fact]
    public void The_simple_ones_say_which_registers_the_framework_took()
    {
        Assert.Equal(Vector<float>.IsSupported ? $"direct-{Vector<float>.Count * 32}" : "direct-scalar", ((IRunsKernel)Kernels.Create<float>("direct")).Kernel);
        Assert.Equal(Vector<double>.IsSupported ? $"direct-{Vector<double>.Count * 64}" : "direct-scalar", ((IRunsKernel)Kernels.Create<double>("direct")).Kernel);
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("primitives")]
    public void Those_that_prepare_nothing_refuse_tensors_of_other_shapes(string name)
    {
        var problem = ConvolutionProblem.Parse("mb1ic1ih3iw3oc1kh2kw2");
        var output = new float[4];
        Assert.Equal("C14", Assert.Throws<RuleException>(() => Kernels.Create<float>(name).Convolve(
            problem, new(new float[9], [1, 1, 9]), new(new float[4], problem.WeightShape.AsSpan()), default, new TensorSpan<float>(output, problem.OutputShape.AsSpan()))).Rule);
    }

    private static string Name(string kernel, string line) => Name((IPreparableConvolution<float>)Kernels.Create<float>(kernel, threads: 1), ConvolutionProblem.Parse(line));

    private static string Name(IPreparableConvolution<float> kernel, ConvolutionProblem problem)
    {
        using IPreparedConvolution<float> prepared = kernel.Prepare(problem, new(new float[problem.WeightCount], problem.WeightShape.AsSpan()), default);
        return ((IRunsKernel)prepared).Kernel;
    }
}
