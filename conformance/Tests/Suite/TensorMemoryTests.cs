using Conformance.Suite.Memory;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>Memory of tensors: where elements lie, and that nothing beside them goes unseen.</summary>
public class TensorMemoryTests
{
    [Theory]
    [InlineData(false, 1, new long[] { 12, 4, 1 })]
    [InlineData(false, 3, new long[] { 12, 4, 1 })]
    [InlineData(true, 1, new long[] { 23, 7, 1 })]
    [InlineData(true, 2, new long[] { 35, 11, 2 })]
    public void Elements_lie_dense_or_with_gaps_on_every_axis(bool strided, int spread, long[] strides)
    {
        float[] values = [.. Enumerable.Range(1, 24).Select(i => (float)i)];
        using var buffer = new TensorBuffer<float>([2, 3, 4], strided, values, spread);
        Assert.Equal(strides, buffer.View.Strides.ToArray().Select(s => (long)s));
        Assert.Equal(values, buffer.ToDense());
        Assert.Equal(24f, buffer.View[1, 2, 3]);
        Assert.Equal(8f, buffer.View[0, 1, 3]);
        Assert.True(buffer.GapsAreUntouched());
    }

    [Fact]
    public void Axes_in_another_order_with_gaps_of_any_size()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        using var buffer = new TensorBuffer<float>([2, 3], [5, 11], values);
        Assert.Equal(values, buffer.ToDense());
        Assert.Equal(6f, buffer.View[1, 2]);
        Assert.Equal(3f, buffer.View[0, 2]);
        buffer.View[1, 0] = 7;
        Assert.Equal([1, 2, 3, 7, 5, 6], buffer.ToDense());
        Assert.True(buffer.GapsAreUntouched());
        float[] twelve = [.. Enumerable.Range(1, 12).Select(i => (float)i)];
        using var three = new TensorBuffer<float>([2, 3, 2], [2, 5, 1], twelve);
        Assert.Equal(twelve, three.ToDense());
        Assert.Equal([3f, 7f, 12f], [three.View[0, 1, 0], three.View[1, 0, 0], three.View[1, 2, 1]]);
        Assert.True(three.GapsAreUntouched());
        using var unwritten = new TensorBuffer<float>([2, 3], [5, 11]);
        Assert.All(unwritten.ToDense(), value => Assert.True(float.IsNaN(value)));
        using var empty = new TensorBuffer<float>([2, 0], [5, 11]);
        Assert.Empty(empty.ToDense());
        Assert.True(empty.View.IsEmpty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public unsafe void Every_write_beside_an_element_is_seen(bool strided)
    {
        using var buffer = new TensorBuffer<float>([2, 3], strided, [1, 2, 3, 4, 5, 6], spread: 2);
        fixed (float* first = &buffer.View[0, 0])
        {
            HashSet<long> elements = [.. Enumerable.Range(0, 6).Select(i => i / 3 * (long)buffer.View.Strides[0] + i % 3 * (long)buffer.View.Strides[1])];
            for (long at = -16; at < elements.Max() + 16; at++)
            {
                if (elements.Contains(at)) continue;
                float before = first[at];
                Assert.True(float.IsNaN(before));
                first[at] = 0;
                Assert.False(buffer.GapsAreUntouched(), $"{at}");
                first[at] = before;
            }
        }
        Assert.True(buffer.GapsAreUntouched());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void Guarded_memory_begins_or_ends_at_its_page_and_shows_writes_on_the_other_side(bool atEnd)
    {
        int room = Environment.SystemPageSize / sizeof(float);
        float[] values = [.. Enumerable.Range(0, room + 10).Select(i => (float)i)];
        using var memory = new GuardedMemory<float>(values, atEnd, [2, (room + 10) / 2]);
        Assert.Equal(values, memory.ToDense());
        Assert.Equal(values[^1], memory.View[1, (room + 10) / 2 - 1]);
        Assert.Equal(0, (atEnd ? (long)(memory.Data + memory.Count) : (long)memory.Data) % Environment.SystemPageSize);
        Assert.True(memory.GapsAreUntouched());
        foreach (long gap in new long[] { 1, 500, room - 10 })
        {
            float* beside = atEnd ? memory.Data - gap : memory.Data + memory.Count - 1 + gap;
            Assert.True(float.IsNaN(*beside));
            *beside = 0;
            Assert.False(memory.GapsAreUntouched());
            *beside = float.NaN;
        }
        Assert.True(memory.GapsAreUntouched());
    }

    [Fact]
    public unsafe void Pages_are_used_again_after_they_are_given_back_and_not_before()
    {
        // A size that no other test has.
        float[] values = new float[Environment.SystemPageSize * 37];
        var first = new GuardedMemory<float>(values, atEnd: true);
        using var second = new GuardedMemory<float>(values, atEnd: true);
        nint place = (nint)first.Data;
        Assert.NotEqual(place, (nint)second.Data);
        first.Span[0] = 1;
        first.Dispose();
        first.Dispose();
        new GuardedMemory<float>(values, atEnd: true).Dispose();
        using var third = new GuardedMemory<float>(values, atEnd: true);
        Assert.Equal(place, (nint)third.Data);
        Assert.Equal(0, third.Span[0]);
        using var fourth = new GuardedMemory<float>(values, atEnd: true);
        Assert.NotEqual(place, (nint)fourth.Data);
        using var readable = new GuardedMemory<float>(values, atEnd: true, readableGuard: true);
        Assert.Equal([values.Length], readable.View.Lengths.ToArray().Select(n => (int)n));
        // The guard of this one may be read.
        Assert.Equal(0, readable.Data[values.Length]);
    }
}
