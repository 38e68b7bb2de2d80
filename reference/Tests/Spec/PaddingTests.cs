using Conformance.Spec;

namespace Conformance.Tests;

public class PaddingTests
{
    [Theory]
    [InlineData(22, 3, 1, 2, 2, 2)] // SAME counts the dilated kernel
    [InlineData(5, 4, 1, 1, 1, 2)] // an even kernel: one more after than before
    [InlineData(500, 5, 10, 1, 0, 0)] // a stride beyond the kernel: the total is negative, so no padding
    [InlineData(7, 3, 2, 1, 1, 1)]
    [InlineData(8, 3, 2, 1, 0, 1)]
    public void Same_puts_an_odd_zero_after_for_upper_and_before_for_lower(
        long n, long k, long s, long d, long smaller, long larger)
    {
        var axis = new SpatialAxis(n, k, s, d);
        Assert.Equal(axis with { PadBefore = smaller, PadAfter = larger }, Padding.SameUpper.Resolve(axis));
        Assert.Equal(axis with { PadBefore = larger, PadAfter = smaller }, Padding.SameLower.Resolve(axis));
        Assert.Equal((n + s - 1) / s, Padding.SameUpper.Resolve(axis).Output);
    }

    [Fact]
    public void Every_mode_gives_the_output_it_promises()
    {
        var random = new Random(2);
        for (int i = 0; i < 3000; i++)
        {
            long n = random.Next(1, 13), k = random.Next(1, 6), s = random.Next(1, 5), d = random.Next(1, 4);
            var axis = new SpatialAxis(n, k, s, d, PadBefore: 9, PadAfter: 9);
            Assert.Equal((n + s - 1) / s, Padding.SameLower.Resolve(axis).Output);
            Assert.Equal((n + axis.Span - 2) / s + 1, Padding.Full.Resolve(axis).Output);
            if (n >= axis.Span) Assert.Equal((n - axis.Span) / s + 1, Padding.Valid.Resolve(axis).Output);
            Assert.Equal(axis with { PadBefore = 2, PadAfter = -1 }, Padding.Explicit(2, -1).Resolve(axis));
        }
    }

    [Fact]
    public void The_output_extent_counts_the_positions_where_the_window_fits()
    {
        var random = new Random(1);
        for (int i = 0; i < 5000; i++)
        {
            var a = new SpatialAxis(random.Next(0, 20), random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(-3, 8), random.Next(-3, 8));
            if (a.PaddedSize < a.Span) continue;
            long count = 0;
            for (long start = -a.PadBefore; start + a.Span <= a.Size + a.PadAfter; start += a.Stride) count++;
            Assert.Equal(count, a.Output);
        }
    }
}
