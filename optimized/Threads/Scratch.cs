using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Packing;

namespace Conformance.Optimized.Threads;

/// <summary>Memory that a thread keeps between calls, so that a call allocates nothing once it has grown. It begins at a
/// cache line: a register that crosses two of them costs twice.</summary>
internal sealed class Scratch<T> where T : unmanaged
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static Scratch<T>? mine;

    private T[] panel = [], tile = [], plane = [], patch = [], image = [], result = [];

    /// <summary>This thread's.</summary>
    public static Scratch<T> Mine => mine ??= new Scratch<T>();

    public PieceList Pieces { get; } = new();

    /// <summary>At least so many elements for packed input; their content is left over from before.</summary>
    public Span<T> Panel(int length) => Grown(ref panel, length);

    /// <summary>At least so many elements for results.</summary>
    public Span<T> Tile(int length) => Grown(ref tile, length);

    /// <summary>At least so many elements for the input of one channel.</summary>
    public Span<T> Plane(int length) => Grown(ref plane, length);

    /// <summary>At least so many elements for what a kernel keeps between two steps.</summary>
    public Span<T> Patch(int length) => Grown(ref patch, length);

    /// <summary>At least so many elements for the image of a caller whose elements are converted.</summary>
    public Span<T> Image(int length) => Grown(ref image, length);

    /// <summary>At least so many elements for what is converted back.</summary>
    public Span<T> Result(int length) => Grown(ref result, length);

    private static unsafe Span<T> Grown(ref T[] array, int length)
    {
        int spare = CacheLine / Unsafe.SizeOf<T>();
        // Pinned, so that it stays where it is aligned.
        if (array.Length < length + spare) array = GC.AllocateUninitializedArray<T>(length + spare, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        int skip = (int)((CacheLine - address % CacheLine) % CacheLine) / Unsafe.SizeOf<T>();
        return array.AsSpan(skip, array.Length - spare);
    }
}
