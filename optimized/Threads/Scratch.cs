using Conformance.Optimized.Packing;

namespace Conformance.Optimized.Threads;

/// <summary>Memory that a thread keeps between calls, so that a call allocates nothing once it has grown.</summary>
internal sealed class Scratch<T> where T : unmanaged
{
    [ThreadStatic]
    private static Scratch<T>? mine;

    private T[] panel = [], tile = [], image = [], result = [];

    /// <summary>This thread's.</summary>
    public static Scratch<T> Mine => mine ??= new Scratch<T>();

    public PieceList Pieces { get; } = new();

    /// <summary>At least so many elements for packed input; their content is left over from before.</summary>
    public T[] Panel(int length) => Grown(ref panel, length);

    /// <summary>At least so many elements for results.</summary>
    public T[] Tile(int length) => Grown(ref tile, length);

    /// <summary>At least so many elements for the image of a caller whose elements are converted.</summary>
    public T[] Image(int length) => Grown(ref image, length);

    /// <summary>At least so many elements for what is converted back.</summary>
    public T[] Result(int length) => Grown(ref result, length);

    private static T[] Grown(ref T[] array, int length)
    {
        if (array.Length < length) array = GC.AllocateUninitializedArray<T>(length);
        return array;
    }
}
