using System.Runtime.CompilerServices;
using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Memory of kernels: where it begins, how much there is, when it is made anew.</summary>
public class MemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(100_001)]
    public unsafe void It_begins_at_a_cache_line_is_as_long_as_was_asked_and_zero(int length)
    {
        // Several: one may begin there by chance.
        AlignedMemory<float>[] some = [.. Enumerable.Range(0, 20).Select(_ => new AlignedMemory<float>(length, "test"))];
        Assert.All(some, memory => Assert.Equal(length, memory.Span.Length));
        Assert.All(some, memory => Assert.Equal(-1, memory.Span.IndexOfAnyExcept(0f)));
        if (length == 0) return;
        nint[] places = Places(some);
        Assert.All(places, place => Assert.Equal(0, place % 64));
        // What is not pinned moves.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(places, Places(some));

        static nint[] Places(AlignedMemory<float>[] some) => [.. some.Select(memory => (nint)Unsafe.AsPointer(ref memory.Span[0]))];
    }

    [Fact]
    public void There_is_none_before_it_is_allocated() => Assert.True(default(AlignedMemory<double>).Span.IsEmpty);

    [Fact]
    public void More_than_an_array_holds_is_refused()
    {
        var e = Assert.Throws<RuleException>(() => new AlignedMemory<float>(Array.MaxLength - 63L, "packed weight"));
        Assert.Equal("C18", e.Rule);
        Assert.Contains("number of packed weight elements", e.Message);
        Assert.Contains($"must be at most {Array.MaxLength - 64} to be held in memory", e.Message);
    }

    [Fact]
    public void A_source_gives_the_bytes_that_are_needed()
    {
        var asked = new List<(long, bool)>();
        MemorySource.OfThisThread = (bytes, isZero) =>
        {
            asked.Add((bytes, isZero));
            return 64 * asked.Count;
        };
        try
        {
            Assert.Equal(7, new AlignedMemory<double>(7, "test").Span.Length);
            Assert.Equal(3, Scratch<float>.Mine.Panel(3).Length);
            // As much again is the same; less or more is not, so that no one can take more than was asked for.
            Assert.Equal(3, Scratch<float>.Mine.Panel(3).Length);
            Assert.Equal(2, Scratch<float>.Mine.Panel(2).Length);
            Assert.Equal(1, Scratch<float>.Mine.Tile(0).Length);
            Assert.Equal([(56, true), (12, false), (8, false), (4, false)], asked);
        }
        finally
        {
            MemorySource.OfThisThread = null;
        }
        // The collector's again, and not what the source gave.
        Scratch<float>.Mine.Panel(3)[0] = 1;
        Assert.Equal(4, asked.Count);
    }

    [Fact]
    public void A_thread_keeps_its_memory_until_more_is_needed()
    {
        Scratch<float> scratch = Scratch<float>.Mine;
        Assert.Same(scratch, Scratch<float>.Mine);
        int most = scratch.Patch(100).Length;
        scratch.Patch(100)[0] = 5;
        Assert.True(most >= 100);
        Assert.Equal(5, scratch.Patch(1)[0]);
        Assert.Equal(most, scratch.Patch(most).Length);
        Assert.Equal(5, scratch.Patch(most)[0]);
        Assert.Equal(most + 1, scratch.Patch(most + 1).Length);
        Scratch<float>? other = null;
        var thread = new Thread(() => other = Scratch<float>.Mine);
        thread.Start();
        thread.Join();
        Assert.NotSame(scratch, other);
    }

    [Fact]
    public void A_panel_to_be_shared_is_large_enough()
    {
        Assert.True(Scratch<double>.Mine.SharedPanel(1234).Span.Length >= 1234);
        Assert.True(Scratch<double>.Mine.Panel(1234) == Scratch<double>.Mine.SharedPanel(1).Span);
    }
}
