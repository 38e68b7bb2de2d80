using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// A block of a matrix that will be packed next, asked for by the tiles of this one: each asks for one column of cache lines, a line a step.
/// Rows lie pages apart, where a processor does not fetch ahead by itself, and copying alone keeps few lines on their way.
/// <code>
///              turn 0   turn 1   …
///   step 0    ┌────────┬────────┬──       a line of each
///   step 1    │        │        │
///   …
/// </code>
/// </summary>
/// <param name="First">The first line.</param>
/// <param name="Pitch">The distance of two rows, in bytes.</param>
/// <param name="Turns">The lines of a row.</param>
internal readonly record struct BlockAhead(nint First, nint Pitch, int Turns)
{
    /// <summary>Of some columns.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="pitch">The distance of two rows.</param>
    /// <param name="columns">How many.</param>
    public static BlockAhead Of<T>(ref readonly T first, int pitch, int columns) where T : unmanaged
    {
        nint place = Prefetch.Place(in first), start = place & -Prefetch.CacheLine;
        int bytes = columns * Unsafe.SizeOf<T>() + (int)(place - start);
        return new(start, pitch * Unsafe.SizeOf<T>(), (bytes + Prefetch.CacheLine - 1) / Prefetch.CacheLine);
    }

    /// <summary>The lines of a turn.</summary>
    public LinesAhead this[int turn] => new(First + turn * Prefetch.CacheLine, Pitch);
}
