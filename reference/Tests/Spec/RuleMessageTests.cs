using Conformance.Spec;
using Conformance.Spec.Text;

namespace Conformance.Tests;

/// <summary>What is said of a broken rule, word for word, and the entry that it points at; what lies just within a rule is accepted.</summary>
public class RuleMessageTests
{
    private static readonly SpatialAxis Axis = new(Size: 5, Kernel: 3);

    public static TheoryData<string, string, long[]> Broken => new()
    {
        // N, C_in, C_out, g, axes
        { "C1: number of spatial axes must be 1, 2 or 3, but it is 0", "", [1, 1, 1, 1, 0] },
        { "C1: number of spatial axes must be 1, 2 or 3, but it is 4", "", [1, 1, 1, 1, 4] },
        { "C2: batch must not be negative, but it is -1", "mb", [-1, 1, 1, 1, 1] },
        { "C3: input channels must be at least 1, but it is 0", "ic", [1, 0, 1, 1, 1] },
        { "C4: output channels must be at least 1, but it is 0", "oc", [1, 1, 0, 1, 1] },
        { "C5: groups must be at least 1, but it is 0", "g", [1, 1, 1, 0, 1] },
        { "C6: input channels must be a multiple of the 2 groups, but it is 3", "ic", [1, 3, 4, 2, 1] },
        { "C7: output channels must be a multiple of the 2 groups, but it is 3", "oc", [1, 4, 3, 2, 1] },
        { "C13: number of input elements must fit in 64 bits, but it is more than 2^63 − 1", "", [1L << 62, 4, 1, 1, 1] },
        { "C13: number of weights must fit in 64 bits, but it is more than 2^63 − 1", "", [0, 1L << 31, 1L << 32, 1, 1] },
        { "C13: number of output elements must fit in 64 bits, but it is more than 2^63 − 1", "", [1L << 60, 1, 4, 1, 1] },
        { "C13: number of multiply-adds must fit in 64 bits, but it is more than 2^63 − 1", "", [1L << 31, 1L << 20, 1L << 20, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_problem_that_breaks_a_rule_says_which(string message, string entry, long[] problem)
    {
        var broken = Assert.Throws<RuleException>(() => new ConvolutionProblem(problem[0], problem[1], problem[2], Enumerable.Repeat(Axis, (int)problem[4]), problem[3]));
        Assert.Equal((message, entry), (broken.Message, broken.Entry));
        Assert.StartsWith($"{broken.Rule}: {broken.Parameter} ", message);
        Assert.EndsWith($" {broken.Value}", message);
    }

    public static TheoryData<string, string, SpatialAxis> BrokenAxes => new()
    {
        { "C8: input {0} must not be negative, but it is -1", "i", Axis with { Size = -1 } },
        { "C9: kernel {0} must be at least 1, but it is 0", "k", Axis with { Kernel = 0 } },
        { "C10: stride {0} must be at least 1, but it is 0", "s", Axis with { Stride = 0 } },
        { "C11: dilation {0} must be at least 1, but it is 0", "d", Axis with { Dilation = 0 } },
        { "C12: padded {0} must hold the kernel's span of 5, but it is 4", "k", Axis with { Dilation = 2, PadAfter = -1 } },
        { "C13: kernel span on the {0} must fit in 64 bits, but it is more than 2^63 − 1", "", Axis with { Kernel = long.MaxValue, Dilation = 3 } },
        { "C13: padded {0} must fit in 64 bits, but it is more than 2^63 − 1", "", Axis with { Size = long.MaxValue, PadBefore = 1 } },
        { "C13: room of the window on the {0} must fit in 64 bits, but it is more than 2^63 − 1", "", Axis with { Size = 0, PadBefore = long.MinValue, PadAfter = 2 } },
    };

    [Theory]
    [MemberData(nameof(BrokenAxes))]
    public void An_axis_that_breaks_a_rule_is_named(string message, string key, SpatialAxis broken)
    {
        string[] names = ["depth", "height", "width"];
        for (int axes = 1; axes <= 3; axes++)
        {
            for (int at = 0; at < axes; at++)
            {
                var found = Assert.Throws<RuleException>(() => new ConvolutionProblem(1, 1, 1, Enumerable.Range(0, axes).Select(axis => axis == at ? broken : Axis)));
                string name = names[3 - axes + at];
                Assert.Equal((string.Format(null, message, name), key.Length > 0 ? $"{key}{name[0]}" : ""), (found.Message, found.Entry));
            }
        }
    }

    [Fact]
    public void What_lies_just_within_the_rules_is_a_problem()
    {
        Assert.Equal(0, new ConvolutionProblem(0, 1, 1, [Axis]).OutputCount);
        Assert.Equal(1, new ConvolutionProblem(1, 1, 1, [new(0, 1, PadBefore: 1)]).OutputCount);
        Assert.Equal(1, new ConvolutionProblem(1, 1, 1, [new(5, 3, Dilation: 2)]).OutputCount);
        Assert.Equal(3, new ConvolutionProblem(1, 3, 3, [new(1, 1), new(1, 1), new(1, 1)], groups: 3).OutputCount);
        Assert.Equal(long.MaxValue, new ConvolutionProblem(1, 1, 1, [new(long.MaxValue, 1)]).MultiplyAdds);
    }

    [Theory]
    [InlineData("mb1ic1iw5oc1", "T5: the entry \"kw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1kd3", "T5: the entry \"id\" must be given, but it is missing")]
    [InlineData("mb1ic1ih3oc1ow3", "T5: the entry \"kh\" must be given, but it is missing")]
    [InlineData("mb1ic1ih3oc1kh1 kw1", "T5: the entry \"iw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1sw2", "T5: the entry \"iw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1dw1", "T5: the entry \"iw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1pw1", "T5: the entry \"iw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1qw1", "T5: the entry \"iw\" must be given, but it is missing")]
    [InlineData("mb1ic1oc1sw1dw0pw0qw0kw0ow0", "T5: a spatial axis is missing (\"iw\" or \"ih\" or \"id\")")]
    [InlineData("mb1ic1oc1", "T5: a spatial axis is missing (\"iw\" or \"ih\" or \"id\")")]
    [InlineData("mb1oc1iw3kw1", "T5: the entry \"ic\" is missing")]
    [InlineData("mb1ic1iw3kw1", "T5: the entry \"oc\" is missing")]
    [InlineData("mb1ic1id3ih3oc1kd1kh1", "T6: with depth entries, height and width must both be given, or neither")]
    [InlineData("mb1ic1iw3oc1ow-1kw1", "column 13, entry \"ow-1\": T7: stated output must be positive, but it is -1")]
    [InlineData("mb1ic1iw3oc1kw9", "column 13, entry \"kw9\": T7: the output that follows must be positive, but it is -5")]
    [InlineData("mb1ic1iw4oc1kw3pw-2", "column 16, entry \"pw-2\": T7: the output that follows must be positive, but it is -2")]
    [InlineData("mb1ic1iw3oc1kw4", "column 13, entry \"kw4\": T7: the output that follows must be positive, but it is 0")]
    [InlineData("mb1ic1iw3oc1ow5kw3pw1qw1", "column 13, entry \"ow5\": T8: stated output must be 3, which the pads give, but it is 5")]
    [InlineData("f32 mb1ic1iw3oc1kw1", "T9: the line describes a case, where a problem is expected")]
    [InlineData("exact@1 mb1ic1iw3oc1kw1", "T9: the line describes a case, where a problem is expected")]
    [InlineData("mb1ic1iw3oc1kw1 ?x_y", "column 17, entry \"?x\": T1: no entry or word of a problem line starts like this")]
    [InlineData("mb1ic1iw3oc1kw1?", "column 16, entry \"?\": T1: no entry or word of a problem line starts like this")]
    [InlineData("mb1ic1iw3oc1kw", "column 13, entry \"kw\": T2: a number is missing after the key")]
    [InlineData("real@x mb1ic1iw3oc1kw1", "column 1, entry \"real@\": T2: a seed is missing after the fill")]
    [InlineData("mb9223372036854775808ic1iw3oc1kw1", "column 1, entry \"mb9223372036854775808\": T3: the number must fit in 64 bits")]
    [InlineData("mb1exact@18446744073709551616", "column 4, entry \"exact@18446744073709551616\": T3: the seed must be less than 2^64")]
    [InlineData("strict STRICT", "column 8, entry \"STRICT\": T4: the word is given twice")]
    [InlineData("f16 f16", "column 5, entry \"f16\": T4: the word is given twice")]
    [InlineData("f16 f32", "column 5, entry \"f32\": T4: a second element type")]
    [InlineData("real@1 exact@1", "column 8, entry \"exact@1\": T4: a second fill")]
    [InlineData("mb1mb1", "column 4, entry \"mb1\": T4: the entry is given twice")]
    [InlineData("mb1ic1iw3oc1kw1dw9223372036854775807", "C13: every count of a problem must fit in 64 bits")]
    [InlineData("mb1ic1iw3oc1ow9223372036854775807kw1sw2", "C13: every count of a problem must fit in 64 bits")]
    [InlineData("mb1ic1iw3oc1kw3sw0", "column 16, entry \"sw0\": C10: stride width must be at least 1, but it is 0")]
    [InlineData("mb1ic1iw-3oc1kw1", "column 7, entry \"iw-3\": C8: input width must not be negative, but it is -3")]
    [InlineData("mb1ic1iw3oc1kw0iw3", "column 16, entry \"iw3\": T4: the entry is given twice")]
    [InlineData("mb1ic1iw3oc1kw0ih3kh1", "column 13, entry \"kw0\": C9: kernel width must be at least 1, but it is 0")]
    public void A_line_that_cannot_be_read_says_why_and_where(string line, string message) =>
        Assert.Equal(message, Assert.Throws<ProblemFormatException>(() => ConvolutionProblem.Parse(line)).Message);

    [Fact]
    public void A_line_must_be_there() => Assert.Throws<ArgumentNullException>(() => ProblemLine.Parse(null!));
}
