using System.Numerics;
using System.Numerics.Tensors;

namespace Conformance.Suite.Memory;

/// <summary>A dense tensor that begins or ends at a page that must not be touched: an access beside it ends the process.
/// What lies on its other side, up to the next such page, is NaN.</summary>
internal sealed unsafe class GuardedMemory<T> : ITensorMemory<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GuardedPages memory;
    private readonly nint[] shape;
    private readonly int room;

    /// <param name="values">What the memory holds.</param>
    /// <param name="atEnd">Whether the guard lies behind the memory; else it lies before it.</param>
    /// <param name="shape">The shape of the tensor; a list where it is left out.</param>
    /// <param name="readableGuard">Whether only writing beside it ends the process.</param>
    public GuardedMemory(ReadOnlySpan<T> values, bool atEnd, ReadOnlySpan<nint> shape = default, bool readableGuard = false)
    {
        int page = Environment.SystemPageSize, bytes = checked(values.Length * sizeof(T));
        int pages = (int)(((long)bytes + page - 1) / page);
        memory = GuardedPages.Take(pages, readableGuard);
        room = (int)((long)pages * page / sizeof(T));
        Data = (T*)(atEnd ? memory.Memory + (long)pages * page - bytes : memory.Memory);
        Count = values.Length;
        this.shape = shape.Length == 0 ? [Count] : shape.ToArray();
        Before.Fill(T.NaN);
        values.CopyTo(Span);
        After.Fill(T.NaN);
    }

    public T* Data { get; }

    public int Count { get; }

    public Span<T> Span => new(Data, Count);

    public TensorSpan<T> View => new(Data, Count, shape);

    public T[] ToDense() => Span.ToArray();

    public bool GapsAreUntouched() => AreNaN(Before) && AreNaN(After);

    public void Dispose() => memory.Return();

    private Span<T> Before => new(memory.Memory, (int)(Data - (T*)memory.Memory));

    private Span<T> After => new(Data + Count, room - Before.Length - Count);

    private static bool AreNaN(ReadOnlySpan<T> gap)
    {
        foreach (T value in gap)
            if (!T.IsNaN(value)) return false;
        return true;
    }
}
