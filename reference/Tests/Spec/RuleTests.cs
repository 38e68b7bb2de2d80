using System.Numerics.Tensors;
using Conformance.Forms;
using Conformance.Oracle;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Every rule of SPEC.md rejects what breaks it, and says so.</summary>
public class RuleTests
{
    private static readonly SpatialAxis Axis = new(Size: 5, Kernel: 3);

    [Fact]
    public void Rejects_C1_no_axis_or_four() => Rejects("C1", "4", () => new(1, 1, 1, [Axis, Axis, Axis, Axis]), () => new(1, 1, 1, []));

    [Fact]
    public void Rejects_C2_a_negative_batch() => Rejects("C2", "-1", () => new(-1, 1, 1, [Axis]));

    [Fact]
    public void Rejects_C3_no_input_channels() => Rejects("C3", "0", () => new(1, 0, 1, [Axis]));

    [Fact]
    public void Rejects_C4_no_output_channels() => Rejects("C4", "0", () => new(1, 1, 0, [Axis]));

    [Fact]
    public void Rejects_C5_no_groups() => Rejects("C5", "0", () => new(1, 1, 1, [Axis], groups: 0));

    [Fact]
    public void Rejects_C6_input_channels_that_groups_do_not_divide() => Rejects("C6", "3", () => new(1, 3, 4, [Axis], groups: 2));

    [Fact]
    public void Rejects_C7_output_channels_that_groups_do_not_divide() => Rejects("C7", "3", () => new(1, 4, 3, [Axis], groups: 2));

    [Fact]
    public void Rejects_C8_a_negative_size() => Rejects("C8", "-2", () => new(1, 1, 1, [Axis with { Size = -2 }]));

    [Fact]
    public void Rejects_C9_an_empty_kernel() => Rejects("C9", "0", () => new(1, 1, 1, [Axis with { Kernel = 0 }]));

    [Fact]
    public void Rejects_C10_a_stride_of_zero() => Rejects("C10", "0", () => new(1, 1, 1, [Axis with { Stride = 0 }]));

    [Fact]
    public void Rejects_C11_a_dilation_of_zero() => Rejects("C11", "0", () => new(1, 1, 1, [Axis with { Dilation = 0 }]));

    [Fact]
    public void Rejects_C12_a_kernel_that_does_not_fit() => Rejects("C12", "4",
        () => new(1, 1, 1, [Axis with { Dilation = 2, PadAfter = -1 }]));

    [Fact]
    public void Rejects_C13_counts_beyond_64_bits() => Rejects("C13", "2^63",
        () => new(1L << 62, 4, 1, [Axis]),
        () => new(1, 1, 1, [Axis with { Size = long.MaxValue, PadBefore = 1 }]),
        () => new(1, 1, 1, [Axis with { Kernel = long.MaxValue, Dilation = 3 }]),
        () => new(1, 1, 1, [Axis with { PadBefore = long.MinValue / 2, PadAfter = long.MinValue / 2 - 6 }]),
        () => new(1L << 31, 1L << 20, 1L << 20, [Axis]));

    [Fact]
    public void Rejects_C14_to_C17_tensors_of_another_shape()
    {
        RejectsCall("C14", "[1, 1, 6]", input: 6, weight: 3, bias: 1, output: 3);
        RejectsCall("C15", "[1, 1, 2]", input: 5, weight: 2, bias: 1, output: 3);
        RejectsCall("C16", "[2]", input: 5, weight: 3, bias: 2, output: 3);
        RejectsCall("C17", "[1, 1, 4]", input: 5, weight: 3, bias: 1, output: 4);
    }

    [Fact]
    public void Rejects_C18_a_tensor_that_no_memory_holds()
    {
        var problem = new ConvolutionProblem(1 << 10, 1 << 10, 1, [new(1 << 10, 1), new(1 << 10, 1)]);
        Assert.Equal(1L << 40, problem.InputCount);
        var error = Assert.Throws<RuleException>(() => TensorShapes.Allocate<float>(problem.InputCount, "input"));
        Assert.Equal(("C18", 1L << 40), (error.Rule, error.Value));
    }

    [Theory]
    [InlineData("input", "mb1024ic1024ih1024oc1kh1")]
    [InlineData("weight", "mb1ic65536ih1oc65536kh1")]
    [InlineData("output", "mb1ic1ih1oc1024kh1ph1024")]
    [InlineData(null, "bias mb1ic1024ih32oc1024kh1")]
    public void Rejects_C18_before_any_tensor_is_made(string? tensor, string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        if (tensor is null) TensorShapes.CheckCounts(problem);
        else Assert.StartsWith($"C18: number of {tensor} elements must be at most ", Assert.Throws<RuleException>(() => TensorShapes.CheckCounts(problem)).Message);
    }

    [Fact]
    public void The_oracle_rejects_tensors_of_another_size() => Assert.Equal("C15", Assert.Throws<RuleException>(
        () => ExactOracle.Evaluate<float>(new(1, 1, 1, [Axis]), new float[5], new float[4], [])).Rule);

    private static void Rejects(string rule, string value, params Func<ConvolutionProblem>[] makers)
    {
        foreach (Func<ConvolutionProblem> make in makers)
        {
            var error = Assert.Throws<RuleException>(make);
            Assert.Equal(rule, error.Rule);
            Assert.StartsWith($"{rule}: {error.Parameter} ", error.Message);
        }
        Assert.Contains(value, Assert.Throws<RuleException>(makers[0]).Message);
    }

    private static void RejectsCall(string rule, string value, int input, int weight, int bias, int output)
    {
        var problem = new ConvolutionProblem(1, 1, 1, [Axis], bias: true);
        var error = Assert.Throws<RuleException>(() => new NaiveConvolution<float>().Convolve(problem,
            new ReadOnlyTensorSpan<float>(new float[input], [1, 1, input]),
            new ReadOnlyTensorSpan<float>(new float[weight], [1, 1, weight]),
            new ReadOnlyTensorSpan<float>(new float[bias], [bias]),
            new TensorSpan<float>(new float[output], [1, 1, output])));
        Assert.Equal(rule, error.Rule);
        Assert.Contains(value, error.Message);
    }
}
