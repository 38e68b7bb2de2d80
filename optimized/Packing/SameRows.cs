using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Optimized.Packing;

/// <summary>
/// The input of some positions where an output is as wide as its input and nothing has a stride: the rows of a channel follow each other, so that
/// each tap reads at a fixed distance, and what of that is padding depends on the column alone. The masks of all columns are written down once:
/// <code>
///   3×3, padding 1, width 4:   left taps     · x x x · x x x · …
///                              middle taps   x x x x x x x x x …     masks of a panel: from its first column on
///                              right taps    x x x · x x x · x …
/// </code>
/// </summary>
internal sealed class SameRows<T> where T : unmanaged
{
    private readonly SpatialAxis height, width;
    private readonly int columns, pitch, panel;
    private readonly T[] masks;

    private SameRows(in VolumeShape shape, int panel)
    {
        (height, width, columns, this.panel) = (shape.Height, shape.Width, shape.OutputWidth, panel);
        pitch = columns + panel;
        masks = new T[(int)width.Kernel * pitch];
        for (int kw = 0; kw < width.Kernel; kw++)
        {
            for (int at = 0; at < pitch; at++)
            {
                long column = width.InputAt(at % columns, kw);
                if (column >= 0 && column < width.Size) MemoryMarshal.AsBytes(masks.AsSpan(kw * pitch + at, 1)).Fill(0xFF);
            }
        }
    }

    /// <summary>For a problem that is so; otherwise nothing.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="panel">The positions of a panel.</param>
    public static SameRows<T>? For(in VolumeShape shape, int panel) =>
        shape is { Depth: { Kernel: 1, Size: 1, Output: 1, PadBefore: 0 }, Height.Stride: 1, Width.Stride: 1 } && shape.Width.Size == shape.OutputWidth && shape.OutputWidth > 0
            ? new(shape, panel) : null;

    /// <summary>Whether the rows of a channel follow each other in memory.</summary>
    /// <param name="strides">The element strides of X.</param>
    public bool Follow(in Volumes strides) => strides.Width == 1 && strides.At(0, 0, 0, 1) == width.Size;

    /// <summary>Where a tap of a panel lies, from the start of a channel on, if all its rows lie in the image.</summary>
    /// <param name="tap">The tap, counted in the order of the input.</param>
    /// <param name="first">The first position of the panel.</param>
    /// <param name="start">The place.</param>
    /// <param name="mask">The bits of the positions that lie in the image.</param>
    public bool TryFind(int tap, int first, out int start, out ReadOnlySpan<T> mask)
    {
        (int kh, int kw) = Math.DivRem(tap, (int)width.Kernel);
        (int row, int column) = Math.DivRem(first, columns);
        int down = (int)(kh * height.Dilation - height.PadBefore), right = (int)(kw * width.Dilation - width.PadBefore);
        start = first + down * columns + right;
        mask = masks.AsSpan(kw * pitch + column, panel);
        return row + down >= 0 && row + (column + panel - 1) / columns + down < height.Size;
    }
}
