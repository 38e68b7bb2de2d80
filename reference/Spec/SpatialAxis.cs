namespace Conformance.Spec;

/// <summary>One spatial axis of a convolution. All extents are counted in elements.</summary>
/// <param name="Size">n, the extent of the input on this axis.</param>
/// <param name="Kernel">k, the number of taps of the kernel.</param>
/// <param name="Stride">s, how far the window moves for one step of the output.</param>
/// <param name="Dilation">d, the distance between two taps; 1 is a dense kernel.</param>
/// <param name="PadBefore">Zeros before the first element; a negative number crops elements away.</param>
/// <param name="PadAfter">Zeros after the last element; a negative number crops.</param>
/// <remarks>An axis checks nothing by itself: <see cref="ConvolutionProblem"/> holds the rules.</remarks>
public readonly record struct SpatialAxis(
    long Size, long Kernel, long Stride = 1, long Dilation = 1, long PadBefore = 0, long PadAfter = 0)
{
    /// <summary>d(k − 1) + 1: the number of positions that the dilated kernel spans.</summary>
    /// <exception cref="OverflowException">The span does not fit in 64 bits.</exception>
    public long Span => checked(Dilation * (Kernel - 1) + 1);

    /// <summary>n + p_before + p_after.</summary>
    /// <exception cref="OverflowException">The sum does not fit in 64 bits.</exception>
    public long PaddedSize => checked(Size + PadBefore + PadAfter);

    /// <summary>⌊(n + p_before + p_after − d(k − 1) − 1)/s⌋ + 1: the number of window positions.</summary>
    /// <exception cref="OverflowException">An intermediate value does not fit in 64 bits.</exception>
    public long Output => checked(FloorDivide(PaddedSize - Span, Stride) + 1);

    /// <summary>The input coordinate that tap <paramref name="tap"/> meets at output position
    /// <paramref name="position"/>: position·s − p_before + tap·d. Outside [0, n) it lies in the padding.</summary>
    public long InputAt(long position, long tap) => position * Stride - PadBefore + tap * Dilation;

    /// <summary>The same windows without a crop after the input, where the crop only takes elements that no window
    /// reaches: what an engine without negative pads can compute.</summary>
    public SpatialAxis WithoutIdleCrop() =>
        PadAfter < 0 && (this with { PadAfter = 0 }).Output == Output ? this with { PadAfter = 0 } : this;

    private static long FloorDivide(long dividend, long divisor) =>
        dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
}
