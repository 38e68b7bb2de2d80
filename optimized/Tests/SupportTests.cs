using Conformance.Optimized;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>What a strategy does not compute, and how it says so: the last problem that it takes, and the first that it does not.</summary>
public class SupportTests
{
    [Theory]
    [InlineData("windows", "ih4iw4oc2kh3kw3ph1pw1", "id4ih4iw4oc2kd3kh3kw3", "windows: two axes at most")]
    [InlineData("pointwise", "ih4iw4oc2kh1kw1", "ih4iw4oc2kh1kw2", "pointwise: kernels of one element")]
    [InlineData("pointwise", "iw4oc2kw1", "ih4iw4oc2kh2kw1", "pointwise: kernels of one element")]
    [InlineData("positions", "ih16iw16oc2kh1kw1", "ih1iw257oc2kh1kw1", "positions: at most 256 positions")]
    [InlineData("rows", "ih4iw4oc2kh3kw3", "id4ih4iw4oc2kd3kh3kw3", "rows: two axes at most")]
    [InlineData("rows", "ic8ih4iw4oc2kh3kw3", "ic9ih4iw4oc2kh3kw3", "rows: at most 8 channels a group, 64 where filters come in eights and nothing has a stride")]
    [InlineData("rows", "ic64ih4iw4oc8kh3kw3", "ic65ih4iw4oc8kh3kw3", "rows: at most 8 channels a group, 64 where filters come in eights and nothing has a stride")]
    [InlineData("rows", "ic8ih5iw5oc8kh3kw3sh2", "ic9ih5iw5oc8kh3kw3sh2", "rows: at most 8 channels a group, 64 where filters come in eights and nothing has a stride")]
    [InlineData("fft", "ih4iw4oc2kh3kw3", "iw4oc2kw3", "fft: two axes")]
    [InlineData("fft", "ih128iw4oc2kh128kw3", "ih129iw4oc2kh129kw3", "fft: a kernel that spans at most 128")]
    [InlineData("fft", "ic64ih14iw30oc128kh3kw3ph1pw1", "ic64ih14iw30oc129kh3kw3ph1pw1", "fft: 1.69E+07 elements of transformed kernels, more than 1.68E+07")]
    [InlineData("winograd4", "ih14iw8oc2kh3kw3", "iw8oc2kw3", "winograd: two axes, with kernels of 2 or 3, or so many times the stride")]
    [InlineData("winograd4", "ih14iw8oc2kh2kw2", "ih14iw8oc2kh4kw3", "winograd: two axes, with kernels of 2 or 3, or so many times the stride")]
    [InlineData("winograd4", "ih14iw8oc2kh6kw3sh2", "ih14iw8oc2kh7kw3sh2", "winograd: two axes, with kernels of 2 or 3, or so many times the stride")]
    [InlineData("winograd4", "ih14iw8oc2kh6kw3sh2dw1", "ih14iw8oc2kh6kw3sh2dh1", "winograd: a stride or a dilation on an axis, not both")]
    [InlineData("winograd4", "ih60iw60oc2kh3kw3dh15", "ih60iw60oc2kh3kw3dh16", "winograd: a dilation of 16 at most")]
    [InlineData("winograd4", "ih60iw60oc2kh12kw3sh4", "ih60iw60oc2kh15kw3sh5", "winograd: a stride of 4 at most")]
    [InlineData("winograd4", "ih14iw8oc2kh3kw3", "g2ic2ih14iw8oc2kh3kw3", "winograd: one group")]
    [InlineData("winograd2", "ih14iw8oc2kh5kw3", "ih14iw8oc2kh4kw3", "winograd: two axes, with kernels of 3 or 5, or so many times the stride")]
    [InlineData("winograd3", "ih14iw8oc2kh7kw7sh2sw2", "ih14iw8oc2kh3kw3", "winograd: two axes, with kernels of 4, or so many times the stride")]
    public void The_first_that_is_not_computed_is_refused_by_name(string strategy, string taken, string refused, string reason)
    {
        foreach (VectorWidth width in Machine.Widths)
        {
            var kernel = Kernels.Create<float>($"{strategy}-{width.Bits()}");
            Support support = kernel.Supports(Parse(taken));
            Assert.True(support.IsSupported, $"{taken}: {support.Reason}");
            support = kernel.Supports(Parse(refused));
            Assert.False(support.IsSupported, refused);
            Assert.Equal(reason, support.Reason);
        }
    }

    [Fact]
    public void Terms_are_for_4096_products_at_most()
    {
        Assert.True(Kernels.Create<float>("terms").Supports(Parse("ih64iw64oc1kh1kw1")).IsSupported);
        Support support = Kernels.Create<float>("terms").Supports(Parse("ih17iw241oc1kh1kw1"));
        Assert.Equal((false, "terms: at most 4096 products"), (support.IsSupported, support.Reason));
    }

    [Fact]
    public void All_else_is_computed()
    {
        foreach (string name in new[] { "auto", "fast", "direct", "primitives", "im2col-explicit", "im2col-128" })
            foreach (string line in new[] { "id4ih4iw4oc2kd3kh3kw3", "ic9ih40iw40oc2kh3kw3sh2", "ih129iw4oc2kh129kw3" })
                Assert.True(Kernels.Create<float>(name).Supports(Parse(line)).IsSupported, $"{name}: {line}");
    }

    private static ConvolutionProblem Parse(string line) => ConvolutionProblem.Parse(line.Contains("ic") ? $"mb1{line}" : $"mb1ic1{line}");
}
