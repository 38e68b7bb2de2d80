using Conformance.Optimized;
using Conformance.Optimized.Rows;
using Conformance.Optimized.Windows;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Which terms of a window meet the image, and where they lie.</summary>
public class WindowLayoutTests
{
    private const int Segment = 7;

    /// <summary>Of every position of every segment, each term is read just where the definition reads it, or lies beside the image.</summary>
    [Theory]
    [InlineData("mb1ic2ih9iw14oc1kh3kw3ph1pw1")]
    [InlineData("mb1ic1ih6iw19oc1kh5kw5ph2pw2")]
    [InlineData("mb1ic3ih12iw30oc1kh3kw2sh2sw2ph1pw1")]
    [InlineData("mb1ic2ih9iw17oc1kh3kw3dh2dw3ph3pw4")]
    [InlineData("mb1ic1ih3iw3oc1kh3kw3ph1pw1")]
    [InlineData("mb1ic1ih2iw1oc1kh5kw4ph4pw5")]
    [InlineData("mb1ic2iw25oc1kw6sw2pw7")]
    public void Every_term_in_place_is_where_the_definition_reads_it(string line)
    {
        var problem = ConvolutionProblem.Parse(line);
        var shape = new VolumeShape(problem);
        int channels = (int)problem.InputChannels;
        WindowLayout layout = WindowLayout.InPlace(shape, channels, Segment);
        RowTerms rows = RowTerms.Of(new PaddedPlanes<float>(shape, 0, (int)shape.Width.Stride), channels * (int)shape.Width.Kernel);
        Assert.Equal(shape.Width.Stride, layout.Step);
        for (int s = 0; s < layout.Segments.PerRow * shape.Height.Output; s++)
        {
            int oh = layout.Segments.Row(s);
            (int from, int to) = rows[oh];
            int[] taps = layout.Taps(from, to).ToArray();
            Assert.Equal(to - from + TapList.Ahead, taps.Length);
            byte[] beside = layout.Beside(s, from, to).ToArray();
            for (int j = 0; j < Segment; j++)
            {
                int ow = layout.Segments.Column(s) + j;
                nint first = layout.Start(s) + j * layout.Step - (nint)(shape.Height.PadBefore * shape.Width.Size + shape.Width.PadBefore);
                var read = Enumerable.Range(0, to - from).Where(t => beside.Length == 0 || (beside[t] & 1 << j) == 0).Select(t => (int)first + taps[t]);
                Assert.Equal(ow < shape.Width.Output ? Defined(shape, channels, oh, ow) : [], read);
            }
        }
    }

    /// <summary>The elements that a position reads, kernel row by kernel row, in each channel by channel.</summary>
    private static IEnumerable<int> Defined(VolumeShape shape, int channels, int oh, int ow) =>
        from kh in Enumerable.Range(0, (int)shape.Height.Kernel)
        from c in Enumerable.Range(0, channels)
        from kw in Enumerable.Range(0, (int)shape.Width.Kernel)
        let h = oh * shape.Height.Stride + kh * shape.Height.Dilation - shape.Height.PadBefore
        let w = ow * shape.Width.Stride + kw * shape.Width.Dilation - shape.Width.PadBefore
        where h >= 0 && h < shape.Height.Size && w >= 0 && w < shape.Width.Size
        select (int)((c * shape.Height.Size + h) * shape.Width.Size + w);

    [Fact]
    public void A_row_without_edges_asks_for_none()
    {
        WindowLayout layout = WindowLayout.InPlace(new VolumeShape(ConvolutionProblem.Parse("mb1ic2ih5iw28oc1kh3kw3ph1pw1")), channels: 2, Segment);
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(s => layout.Beside(s, 0, 18).Length > 0));
        Assert.Equal(new byte[12], layout.None(6, 18).ToArray());
        Assert.Equal(0, WindowLayout.InPlace(new VolumeShape(ConvolutionProblem.Parse("mb1ic2ih5iw28oc1kh3kw1ph1")), channels: 2, Segment).None(0, 0).Length);
    }

    [Fact]
    public void Rows_of_padding_have_no_terms()
    {
        VolumeShape shape = new(ConvolutionProblem.Parse("mb1ic2ih3iw7oc1kh2kw3ph3pw1"));
        RowTerms rows = RowTerms.Of(new PaddedPlanes<float>(shape, 0, 1), kernelRow: 6);
        Assert.Equal([(0, 0), (0, 0), (6, 12), (0, 12), (0, 12), (0, 6), (0, 0), (0, 0)], Enumerable.Range(0, 8).Select(row => rows[row]));
        Assert.Equal((0, 12), RowTerms.All(12)[0]);
    }

    /// <summary>Dilated kernel rows of which the middle one alone meets the image.</summary>
    [Fact]
    public void A_dilated_kernel_may_meet_the_image_with_its_middle_alone()
    {
        VolumeShape shape = new(ConvolutionProblem.Parse("mb1ic1ih2iw7oc1kh3kw1dh4ph5"));
        RowTerms rows = RowTerms.Of(new PaddedPlanes<float>(shape, 0, 1), kernelRow: 1);
        Assert.Equal([(1, 2), (1, 2)], Enumerable.Range(0, 2).Select(row => rows[row]));
    }
}
