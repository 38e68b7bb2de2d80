using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Lanes;

/// <summary>Asks for memory before it is needed. The machine does so itself within a page; weights stream across pages.</summary>
internal static class Prefetch
{
    public const int CacheLine = 64;

    /// <summary>A place to begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nint Place<T>(ref readonly T first) where T : unmanaged => (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in first));

    /// <summary>Of a cache line for the second-level cache, one after the other. Need not be memory of ours.</summary>
    /// <param name="place">The line; then the next one.</param>
    /// <param name="apart">The distance of the two, in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line(ref nint place, nint apart = CacheLine)
    {
        if (Sse.IsSupported) Sse.Prefetch1((void*)place);
        place += apart;
    }

    /// <summary>Of the cache line of an element, for the second-level cache. Need not be memory of ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Far<T>(nint place, nint element) where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch1((void*)(place + element * sizeof(T)));
    }

    /// <summary>Of the cache line of a place. Need not be memory of ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void At<T>(ref readonly T place) where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
    }

    /// <summary>Of a line in each of some rows. Need not be memory of ours.</summary>
    /// <param name="first">In the first row.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <param name="rows">How many rows.</param>
    public static void Rows<T>(ref readonly T first, nint pitch, int rows) where T : unmanaged
    {
        for (int r = 0; r < rows; r++) At(in Unsafe.Add(ref Unsafe.AsRef(in first), r * pitch));
    }

    /// <summary>Of all lines of some memory, for the second-level cache. Need not be memory of ours.</summary>
    /// <param name="first">Its first element.</param>
    /// <param name="length">How many elements.</param>
    public static unsafe void Run<T>(ref readonly T first, long length) where T : unmanaged
    {
        nint place = Place(in first);
        for (long bytes = length * sizeof(T); bytes > 0; bytes -= CacheLine) Line(ref place);
    }

    /// <summary>Of the lines that a tile of rows writes, before it computes; nothing where that was not found to pay.</summary>
    /// <param name="tile">Its first element.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="bytes">How long a row is.</param>
    public static unsafe void Tile<T>(ref readonly T tile, nint pitch, int rows, int bytes) where T : unmanaged
    {
        if (!Machine.IsIntel || !Sse.IsSupported) return;
        byte* row = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in tile));
        for (int r = 0; r < rows; r++)
        {
            for (int at = 0; at < bytes; at += CacheLine) Sse.Prefetch0(row + at);
            Sse.Prefetch0(row + bytes - 1);
            row += pitch * sizeof(T);
        }
    }
}
