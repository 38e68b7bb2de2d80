using Conformance.Optimized.Threads;

namespace Conformance.Tests;

/// <summary>How long threads take that share blocks.</summary>
public class MakespanTests
{
    [Theory]
    [InlineData(100, 30, 0, 1, 1, 100)]
    // 30 and 30, 30 and 10.
    [InlineData(100, 30, 0, 1, 2, 60)]
    [InlineData(100, 50, 0, 1, 2, 50)]
    // 42 and 42, 42 and 42, and 28 of one.
    [InlineData(196, 42, 0, 1, 2, 112)]
    [InlineData(196, 42, 7, 1, 2, 133)]
    [InlineData(49, 21, 0, 1, 2, 28)]
    // More threads than blocks, than a stack holds too.
    [InlineData(100, 40, 5, 1, 8, 45)]
    [InlineData(100, 1, 0, 1, 100, 1)]
    // Copies: each begins with whole blocks.
    [InlineData(100, 60, 0, 2, 2, 100)]
    [InlineData(100, 60, 0, 3, 2, 160)]
    [InlineData(10, 10, 1, 63, 1, 693)]
    // Of more than 64 copies, what 64 take.
    [InlineData(10, 10, 1, 1000, 1, 704)]
    [InlineData(0, 7, 7, 1, 2, 0)]
    [InlineData(49, 7, 0, 0, 2, 0)]
    public void The_last_thread_is_done(long length, long block, long extra, long copies, int threads, long expected) =>
        Assert.Equal(expected, Makespan.Of(length, block, extra, copies, threads));
}
