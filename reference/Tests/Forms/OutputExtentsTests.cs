using Conformance.Forms;
using Conformance.Spec;
using FsCheck.Xunit;

namespace Conformance.Tests;

public class OutputExtentsTests
{
    [Theory]
    [InlineData(8, 8, 3, 3, 1, 1, 1, 1, 8, 8)]
    [InlineData(8, 8, 5, 3, 2, 1, 1, 1, 8, 8)]
    [InlineData(8, 8, 3, 3, 1, 1, 2, 2, 4, 4)]
    [InlineData(8, 8, 3, 5, 0, 1, 3, 4, 2, 2)]
    public void The_examples_of_the_book_have_their_shapes(
        int h, int w, int kh, int kw, int ph, int pw, int sh, int sw, int outputHeight, int outputWidth)
    {
        Assert.Equal(outputHeight, OutputExtents.Of(h, kh, ph, ph, sh));
        Assert.Equal(outputWidth, OutputExtents.Of(w, kw, pw, pw, sw));
    }

    [Fact]
    public void From_224_to_4_with_kernels_of_5_takes_55_layers()
    {
        Assert.Equal(55, OutputExtents.LayersToShrink(224, 4, 5));
        long n = 224, layers = 0;
        for (; n > 4; layers++) n = OutputExtents.Valid(n, 5);
        Assert.Equal((4, 55), (n, layers));
        Assert.Equal(0, OutputExtents.LayersToShrink(4, 4, 5));
        Assert.Equal(2, OutputExtents.LayersToShrink(10, 5, 4));
    }

    [Property(MaxTest = 200)]
    public void The_extent_is_the_number_of_windows_that_fit(int seed)
    {
        SpatialAxis axis = new FormSamples(seed).Axis();
        long windows = 0;
        for (long start = 0; start + axis.Span <= axis.PaddedSize; start += axis.Stride) windows++;
        Assert.Equal(windows, axis.Output);
        Assert.Equal(windows, OutputExtents.Of(
            axis.Size, axis.Kernel, axis.PadBefore, axis.PadAfter, axis.Stride, axis.Dilation));
    }

    [Fact]
    public void The_special_cases_agree_with_the_general_one()
    {
        for (long n = 1; n <= 12; n++)
        {
            for (long k = 1; k <= 5; k++)
            {
                for (long s = 1; s <= 4; s++)
                {
                    for (long d = 1; d <= 2; d++)
                    {
                        if (d * (k - 1) < n) Assert.Equal(OutputExtents.Of(n, k, 0, 0, s, d), OutputExtents.Valid(n, k, s, d));
                        var same = Padding.SameUpper.Resolve(new SpatialAxis(n, k, s, d));
                        Assert.Equal(OutputExtents.Of(n, k, same.PadBefore, same.PadAfter, s, d), OutputExtents.Same(n, s));
                    }
                    long before = (k - 1) / 2;
                    long output = OutputExtents.Of(n, k, before, k - 1 - before, s);
                    Assert.Equal(output, OutputExtents.KernelMinusOnePadded(n, s));
                    if (n % s == 0) Assert.Equal(output, OutputExtents.Divided(n, s));
                }
            }
        }
    }

    [Fact]
    public void Values_out_of_range_are_named()
    {
        Assert.StartsWith("k must fit, dilated by 2, into 4 + 0 + 0, but it is 3",
            Assert.Throws<ArgumentException>(() => OutputExtents.Of(4, 3, d: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OutputExtents.Divided(7, 2));
        Assert.Throws<ArgumentException>(() => OutputExtents.LayersToShrink(8, 4, 1));
        Assert.Throws<ArgumentException>(() => OutputExtents.Of(4, 3, s: 0));
        Assert.Throws<OverflowException>(() => OutputExtents.Of(long.MaxValue, 3, 1, 1));
    }
}
