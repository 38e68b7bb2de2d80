using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Optimized.Threads;

/// <summary>Memory that begins at a cache line: a register that crosses two of them costs twice.</summary>
internal readonly unsafe struct AlignedMemory<T> where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[]? array;
    private readonly int skip, length;
    private readonly nint place;

    /// <param name="length">How many elements.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="isZero">Whether they must be 0 at first.</param>
    /// <exception cref="RuleException">C18: there are too many to be held in memory.</exception>
    public AlignedMemory(long length, string what, bool isZero = true)
    {
        long most = Array.MaxLength - CacheLine;
        if (length > most) throw new RuleException("C18", $"number of {what} elements", length, $"must be at most {most} to be held in memory");
        this.length = (int)length;
        if (MemorySource.OfThisThread is { } source)
        {
            place = source(length * sizeof(T), isZero);
            return;
        }
        // Pinned, so that it stays where it is aligned.
        array = GC.AllocateArray<T>((int)length + CacheLine / sizeof(T), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        skip = (int)((CacheLine - address % CacheLine) % CacheLine) / sizeof(T);
    }

    /// <summary>Its elements; none of one that was not allocated.</summary>
    public Span<T> Span => array is not null ? array.AsSpan(skip, length) : new Span<T>((void*)place, length);
}
