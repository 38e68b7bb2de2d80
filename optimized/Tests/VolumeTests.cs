using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Axes and strides as all kernels see them.</summary>
public class VolumeTests
{
    [Fact]
    public void What_an_axis_lacks_has_no_stride()
    {
        Assert.Equal(2 * 7 + 3 * 5, new Volumes([7, 5, 1]).At(2, 3, 9, 9));
        Assert.Equal(2 * 90 + 3 * 30 + 4 * 6, new Volumes([90, 30, 6, 1]).At(2, 3, 9, 4));
        Assert.Equal(2 * 900 + 3 * 300 + 5 * 60 + 4 * 6, new Volumes([900, 300, 60, 6, 2]).At(2, 3, 5, 4));
        Assert.Equal((300, 2), (new Volumes([900, 300, 60, 6, 2]).Channel, new Volumes([900, 300, 60, 6, 2]).Width));
        Assert.Equal((300, 1, 0), (new Volumes([900, 300, 60, 6, 2]).AsLine().Channel, new Volumes([900, 300, 60, 6, 2]).AsLine().Width, new Volumes([900, 300, 60, 6, 2]).AsLine().At(0, 0, 1, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_stride_that_no_integer_holds_is_refused(int axis)
    {
        nint[] strides = [1, 1, 1, 1, 1];
        strides[axis] = (nint)1 << 31;
        Assert.Throws<OverflowException>(() => new Volumes(strides));
    }

    [Theory]
    [InlineData(1, 6, 60, 10, 10, 6, true)]
    [InlineData(2, 6, 60, 10, 10, 6, false)]
    [InlineData(2, 1, 6, 6, 6, 1, true)]
    [InlineData(1, 7, 60, 10, 10, 6, false)]
    [InlineData(1, 7, 6, 10, 1, 6, true)]
    [InlineData(1, 6, 61, 10, 10, 6, false)]
    [InlineData(1, 6, 61, 1, 10, 6, true)]
    public void Elements_lie_one_after_the_other(int width, int height, int depth, int depths, int heights, int widths, bool isDense) =>
        Assert.Equal(isDense, new Volumes([9999, 999, depth, height, width]).IsDense(depths, heights, widths));

    [Theory]
    [InlineData("id3ih4iw5kd1kh1kw1", true)]
    [InlineData("id3ih4iw5kd2kh1kw1", false)]
    [InlineData("id3ih4iw5kd1kh2kw1", false)]
    [InlineData("id3ih4iw5kd1kh1kw2", false)]
    [InlineData("id3ih4iw5kd1kh1kw1sd2", false)]
    [InlineData("id3ih4iw5kd1kh1kw1ph1", false)]
    [InlineData("id3ih4iw5kd1kh1kw1qw1", false)]
    [InlineData("id3ih4iw5kd1kh1kw1pw1qw-1", false)]
    [InlineData("ih1iw5kh1kw1sh2", false)]
    public void Each_position_meets_just_its_element(string line, bool isPointwise)
    {
        var shape = new VolumeShape(ConvolutionProblem.Parse($"mb1ic2oc3{line}"));
        Assert.Equal(isPointwise, shape.IsPointwise);
        if (isPointwise) Assert.Equal((60L, 60, 1), (shape.AsLine().Width.Size, shape.AsLine().Positions, shape.AsLine().Taps));
    }

    [Fact]
    public void More_positions_than_an_integer_holds_are_refused() =>
        Assert.Throws<OverflowException>(() => new VolumeShape(ConvolutionProblem.Parse("mb1ic1ih65536iw65536oc1kh1kw1")).Positions);
}
