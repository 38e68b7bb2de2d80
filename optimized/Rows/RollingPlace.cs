using System.Runtime.CompilerServices;

namespace Conformance.Optimized.Rows;

/// <summary>Where a register of columns goes down the image.</summary>
/// <param name="x">The first tap of the first output column, in the first row of the image.</param>
/// <param name="rowStride">The distance of two rows.</param>
/// <param name="rows">The rows of the image.</param>
/// <param name="padding">The rows before it.</param>
/// <param name="outside">What rows outside hold: zeros, as many as are read.</param>
/// <param name="masks">Three registers: which columns lie in the image, for the taps of a row.</param>
/// <param name="output">The first output row.</param>
/// <param name="outputPitch">The distance of two.</param>
/// <param name="outputs">The output rows.</param>
/// <param name="last">Where the last one goes.</param>
internal readonly ref struct RollingPlace<T>(
    ref T x, nint rowStride, int rows, int padding, ref T outside, ref T masks, ref T output, nint outputPitch, int outputs, ref T last) where T : unmanaged
{
    private readonly ref T x = ref x, outside = ref outside;
    private readonly nint rows = rows, padding = padding;

    public readonly ref T Masks = ref masks, Output = ref output, Last = ref last;

    public readonly nint RowStride = rowStride, OutputPitch = outputPitch, Outputs = outputs;

    /// <summary>The first row of the padded image, from one on, that lies in the image.</summary>
    public nint FirstInside(nint from) => Math.Max(padding, from);

    /// <summary>The row behind the last that does, at most one.</summary>
    public nint EndInside(nint end) => Math.Min(rows + padding, end);

    /// <summary>A row of the padded image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Row(nint index)
    {
        nint row = index - padding;
        if ((nuint)row >= (nuint)rows) return ref outside;
        return ref Unsafe.Add(ref x, row * RowStride);
    }
}
