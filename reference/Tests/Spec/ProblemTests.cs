using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What a problem says of itself: counts, shapes, equality; and what goes with it: support, views, tensors.</summary>
public class ProblemTests
{
    /// <summary>All numbers differ, so that none can stand for another.</summary>
    private static readonly ConvolutionProblem Problem = new(5, 6, 9, [new(11, 2, 2, 3, 1, 4), new(7, 4, 3, 1, 2, 0)], groups: 3, bias: true);

    [Fact]
    public void Counts_and_shapes_are_those_of_its_tensors()
    {
        Assert.Equal((2, 3), (Problem.InputChannelsPerGroup, Problem.OutputChannelsPerGroup));
        Assert.Equal<nint>([5, 6, 11, 7], Problem.InputShape);
        Assert.Equal<nint>([9, 2, 2, 4], Problem.WeightShape);
        Assert.Equal<nint>([9], Problem.BiasShape);
        Assert.Equal<nint>([0], Problem.With(bias: false).BiasShape);
        Assert.Equal<nint>([5, 9, 7, 2], Problem.OutputShape);
        Assert.Equal((2310, 144, 9, 630), (Problem.InputCount, Problem.WeightCount, Problem.BiasCount, Problem.OutputCount));
        Assert.Equal((16, 10080, 0), (Problem.WindowTerms, Problem.MultiplyAdds, Problem.With(bias: false).BiasCount));
    }

    [Fact]
    public void An_axis_spans_pads_and_counts()
    {
        var axis = new SpatialAxis(11, 2, 2, 3, 1, 4);
        Assert.Equal((4, 16, 7), (axis.Span, axis.PaddedSize, axis.Output));
        Assert.Equal(-1, axis.InputAt(0, 0));
        Assert.Equal(6, axis.InputAt(2, 1));
        Assert.Equal(0, new SpatialAxis(3, 4).Output);
        Assert.Equal(-1, new SpatialAxis(1, 4, Stride: 2).Output);
        Assert.Equal(0, new SpatialAxis(2, 4, Stride: 2).Output);
        Assert.Throws<OverflowException>(() => new SpatialAxis(1, long.MaxValue, 1, 2).Span);
        Assert.Throws<OverflowException>(() => new SpatialAxis(long.MaxValue, 1, 1, 1, 1).PaddedSize);
        Assert.Throws<OverflowException>(() => new SpatialAxis(0, long.MaxValue, PadBefore: -10).Output);
    }

    [Fact]
    public void Pads_that_no_number_holds_are_refused()
    {
        Assert.Throws<OverflowException>(() => Padding.SameUpper.Resolve(new(long.MaxValue, 1, 2)));
        Assert.Throws<OverflowException>(() => Padding.Full.Resolve(new(1, long.MaxValue, 1, 2)));
    }

    [Theory]
    [InlineData(10, 3, 2, -1, 0)] // windows at 0 2 4 6 reach 8: the crop takes what none reaches
    [InlineData(10, 3, 2, -2, -2)] // it takes the last window
    [InlineData(10, 3, 1, -1, -1)]
    [InlineData(10, 3, 2, 1, 1)]
    [InlineData(10, 3, 2, 0, 0)]
    public void A_crop_that_no_window_reaches_is_left_out(long size, long kernel, long stride, long after, long left)
    {
        var axis = new SpatialAxis(size, kernel, stride, PadAfter: after);
        Assert.Equal(axis with { PadAfter = left }, axis.WithoutIdleCrop());
    }

    public static TheoryData<ConvolutionProblem> Others =>
    [
        Problem.With(batch: 1), Problem.With(inputChannels: 3), Problem.With(outputChannels: 3), Problem.With(groups: 1), Problem.With(bias: false),
        Problem.With(strict: true), Problem.With(name: "x"), Problem.With(axes: [Problem.Axes[0]]), Problem.With(axes: [Problem.Axes[1], Problem.Axes[0]]),
        Problem.With(axes: [Problem.Axes[0], Problem.Axes[1] with { PadAfter = 1 }]),
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void One_other_number_makes_another_problem(ConvolutionProblem other)
    {
        Assert.False(Problem.Equals(other));
        Assert.False(Problem.Equals((object)other));
        Assert.NotEqual(Problem.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(Problem.ToString(), other.ToString());
    }

    [Fact]
    public void The_same_numbers_are_the_same_problem()
    {
        ConvolutionProblem same = Problem.With();
        Assert.True(Problem.Equals((object)same));
        Assert.Equal(Problem.GetHashCode(), same.GetHashCode());
        Assert.False(Problem.Equals((ConvolutionProblem?)null));
        Assert.False(Problem.Equals("a problem"));
    }

    [Fact]
    public void Support_has_a_reason_where_there_is_none()
    {
        Assert.Equal((true, ""), (Support.Yes.IsSupported, Support.Yes.Reason));
        Assert.Equal((false, "only 2-D"), (Support.No("only 2-D").IsSupported, Support.No("only 2-D").Reason));
        Assert.Throws<ArgumentException>(() => Support.No(" "));
        Assert.Equal(Support.Yes, Support.Yes.But(false, "never"));
        Assert.Equal("first", Support.Yes.But(true, "first").But(true, "second").Reason);
        Assert.Equal("first", Support.No("first").But(false, "second").Reason);
    }

    [Fact]
    public void The_memory_under_a_view_reaches_from_its_first_element_to_its_last()
    {
        float[] memory = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        var view = new TensorSpan<float>(memory.AsSpan(3), [2, 3], [13, 4]);
        Assert.Equal(memory[3..25], view.Memory().ToArray());
        Assert.Equal(memory[3..25], ((ReadOnlyTensorSpan<float>)view).Memory().ToArray());
        view.Memory()[21] = -1;
        Assert.Equal(-1, view[1, 2]);
        Assert.Equal(0, new TensorSpan<float>(memory, [0, 3]).Memory().Length);
        Assert.Equal(0, new ReadOnlyTensorSpan<float>(memory, [0, 3]).Memory().Length);
    }

    /// <summary>Nothing is read: only how far the view reaches is asked.</summary>
    [Fact]
    public unsafe void A_view_that_no_span_covers_is_refused() => Assert.Throws<OverflowException>(() =>
    {
        byte first = 0;
        _ = new ReadOnlyTensorSpan<byte>(&first, (nint)1 << 32, [2], [(nint)1 << 31]).Memory().Length;
    });

    [Fact]
    public void A_tensor_of_another_shape_is_named()
    {
        Says("C14: input shape must be [5, 6, 11, 7], but it is [5, 6, 7, 11]", input: [5, 6, 7, 11]);
        Says("C15: weight shape must be [9, 2, 2, 4], but it is [9, 2, 4, 2]", weight: [9, 2, 4, 2]);
        Says("C16: bias shape must be [9], but it is [1]", bias: [1]);
        Says("C17: output shape must be [5, 9, 7, 2], but it is [5, 9, 2, 7]", output: [5, 9, 2, 7]);
        Check(Problem, null, null, null, null);
        ConvolutionProblem without = Problem.With(bias: false);
        Check(without, null, null, [0], null);
        Assert.Equal("C16: bias shape must be [0], but it is [9]", Assert.Throws<RuleException>(() => Check(without, null, null, [9], null)).Message);
        Assert.Equal("C16: bias shape must be [9], but it is [0]", Assert.Throws<RuleException>(() => Check(Problem, null, null, [0], null)).Message);

        static void Says(string message, nint[]? input = null, nint[]? weight = null, nint[]? bias = null, nint[]? output = null) =>
            Assert.Equal(message, Assert.Throws<RuleException>(() => Check(Problem, input, weight, bias, output)).Message);

        static void Check(ConvolutionProblem p, nint[]? input, nint[]? weight, nint[]? bias, nint[]? output) => TensorShapes.Check<float>(
            p, Empty(input ?? [.. p.InputShape]), Empty(weight ?? [.. p.WeightShape]), Empty(bias ?? [.. p.BiasShape]), Empty(output ?? [.. p.OutputShape]));

        static ReadOnlyTensorSpan<float> Empty(nint[] shape) => new(new float[shape.Aggregate((a, b) => a * b)], shape);
    }

    [Fact]
    public void A_tensor_is_allocated_or_refused()
    {
        Assert.Equal(7, TensorShapes.Allocate<float>(7, "input").Length);
        Assert.Equal($"C18: number of weight elements must be at most {Array.MaxLength} to be held in memory, but it is {Array.MaxLength + 1L}",
            Assert.Throws<RuleException>(() => TensorShapes.Allocate<byte>(Array.MaxLength + 1L, "weight")).Message);
    }
}
