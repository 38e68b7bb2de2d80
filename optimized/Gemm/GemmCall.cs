using Conformance.Optimized.Threads;
using Conformance.Spec;

namespace Conformance.Optimized.Gemm;

/// <summary>One call of a prepared convolution: where its tensors lie, for the time that they are pinned.</summary>
/// <param name="compute">Computes an item.</param>
internal sealed unsafe class GemmCall<T>(Action<GemmCall<T>, int> compute) : IParallelWork where T : unmanaged
{
    /// <summary>At 6 MB and more asking ahead gained 3 to 12 %, at 0.4 to 1.6 MB it lost 1 to 2 % (Zen 5, which has a second-level cache of 1 MiB).</summary>
    private const int FarBytes = 4 << 20;

    private T* input, output;
    private int inputLength, outputLength;

    /// <summary>The axes; a line where 1×1 takes each element to its place.</summary>
    public VolumeShape Shape { get; private set; }

    /// <summary>The strides of X.</summary>
    public Volumes InputAt { get; private set; }

    /// <summary>The strides of Y.</summary>
    public Volumes OutputAt { get; private set; }

    /// <summary>Whether the positions of an output channel lie one after the other.</summary>
    public bool OutputIsDense { get; private set; }

    /// <summary>Whether X is so large that little of it is at hand from the call before: to ask for it ahead gains more than it costs.</summary>
    public bool InputIsFar => (long)inputLength * sizeof(T) >= FarBytes;

    /// <summary>The same of Y, whose lines are fetched before they are written.</summary>
    public bool OutputIsFar => (long)outputLength * sizeof(T) >= FarBytes;

    /// <summary>Which pass over the call the threads make now, where a kernel makes several.</summary>
    public int Pass { get; set; }

    /// <summary>What the threads share in a pass: memory of the caller.</summary>
    public AlignedMemory<T> Shared { get; set; }

    /// <summary>The memory of X.</summary>
    public ReadOnlySpan<T> Input => new(input, inputLength);

    /// <summary>The memory of Y.</summary>
    public Span<T> Output => new(output, outputLength);

    public void Set(ConvolutionProblem problem, T* x, int xLength, ReadOnlySpan<nint> xStrides, T* y, int yLength, ReadOnlySpan<nint> yStrides, bool mayBeLine)
    {
        input = x;
        output = y;
        (inputLength, outputLength) = (xLength, yLength);
        (InputAt, OutputAt, Shape) = (new Volumes(xStrides), new Volumes(yStrides), new VolumeShape(problem));
        OutputIsDense = OutputAt.IsDense(Shape.Depth.Output, Shape.Height.Output, Shape.Width.Output);
        if (!mayBeLine || !OutputIsDense || !Shape.IsPointwise || !InputAt.IsDense(Shape.Depth.Size, Shape.Height.Size, Shape.Width.Size)) return;
        (Shape, InputAt) = (Shape.AsLine(), InputAt.AsLine());
    }

    /// <summary>Where a position of an output channel lies, from the channel's start.</summary>
    public int OutputOffset(int position)
    {
        if (OutputIsDense) return position;
        int width = (int)Shape.Width.Output, height = (int)Shape.Height.Output;
        return OutputAt.At(0, 0, position / width / height, position / width % height) + position % width * OutputAt.Width;
    }

    public void Compute(int item) => compute(this, item);
}
