using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Optimized.Threads;

/// <summary>Memory that begins at a cache line: a register that crosses two of them costs twice.</summary>
internal readonly struct AlignedMemory<T> where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[] array;
    private readonly int skip;

    /// <param name="length">How many elements at least.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="RuleException">C18: there are too many to be held in memory.</exception>
    public unsafe AlignedMemory(long length, string what)
    {
        long most = Array.MaxLength - CacheLine;
        if (length > most) throw new RuleException("C18", $"number of {what} elements", length, $"must be at most {most} to be held in memory");
        // Pinned, so that it stays where it is aligned.
        array = GC.AllocateArray<T>((int)length + CacheLine / Unsafe.SizeOf<T>(), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        skip = (int)((CacheLine - address % CacheLine) % CacheLine) / Unsafe.SizeOf<T>();
    }

    /// <summary>Its elements; none of one that was not allocated.</summary>
    public Span<T> Span => array is null ? [] : array.AsSpan(skip, array.Length - CacheLine / Unsafe.SizeOf<T>());
}
