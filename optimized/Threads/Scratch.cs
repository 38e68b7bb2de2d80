using Conformance.Optimized.Packing;

namespace Conformance.Optimized.Threads;

/// <summary>Memory that a thread keeps between calls, so that a call allocates nothing once it has grown.</summary>
internal sealed class Scratch<T> where T : unmanaged
{
    [ThreadStatic]
    private static Scratch<T>? mine;

    private AlignedMemory<T> panel, tile, plane, patch, image, result;

    private readonly Func<long, bool, nint>? source = MemorySource.OfThisThread;

    /// <summary>This thread's.</summary>
    public static Scratch<T> Mine => mine is { } made && made.source == MemorySource.OfThisThread ? made : mine = new Scratch<T>();

    public PieceList Pieces { get; } = new();

    /// <summary>At least so many elements for packed input; their content is left over from before.</summary>
    public Span<T> Panel(int length) => Grown(ref panel, length);

    /// <summary>The same, to be handed to other threads for the time of a call.</summary>
    public AlignedMemory<T> SharedPanel(int length)
    {
        Grown(ref panel, length);
        return panel;
    }

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

    private Span<T> Grown(ref AlignedMemory<T> memory, int length)
    {
        // Never without memory: a tensor of no elements is made of it too. In a test there is just what is asked for.
        int least = Math.Max(length, 1), there = memory.Span.Length;
        if (there < least || source is not null && there > least) memory = new AlignedMemory<T>(least, "scratch", isZero: false);
        return memory.Span;
    }
}
