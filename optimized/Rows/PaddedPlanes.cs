using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized.Rows;

/// <summary>
/// The input channels of one group with their padding written out, so that every tap of every window is a plain load.
/// Where the width has a stride s, a row may be dealt out to s runs, column j to run j mod s: neighbouring positions of the
/// output are then neighbours in memory too.
/// <code>
///   s = 2:   row 0: columns 0 2 4 … | columns 1 3 5 …     Pitch elements a run, s runs a row
///            row 1: …
/// </code>
/// </summary>
internal readonly struct PaddedPlanes<T> where T : unmanaged
{
    private readonly int slack;

    /// <param name="shape">The axes; the depth is flat.</param>
    /// <param name="slack">How far a kernel may read past the last column of a row; 0 where the rows are to be one line,
    /// which only those without a stride can be.</param>
    /// <param name="runs">The runs of a row: the stride of the width, or 1 where columns stay as they are.</param>
    public PaddedPlanes(in VolumeShape shape, int slack, int runs) : this(shape.Height, shape.Width, (int)shape.Height.Output, slack, runs)
    {
    }

    private PaddedPlanes(SpatialAxis height, SpatialAxis width, int outputs, int slack, int runs)
    {
        (Height, Width, Outputs) = (height, width, outputs);
        Rows = (int)((outputs - 1) * Height.Stride + Height.Span);
        Columns = (int)((Width.Output - 1) * Width.Stride + Width.Span);
        Runs = runs;
        Pitch = (Columns + Runs - 1) / Runs + slack;
        this.slack = slack;
    }

    /// <summary>What a band of the output rows needs: the same planes, from further down.</summary>
    public PaddedPlanes<T> Band(int first, int outputs) =>
        new(Height with { PadBefore = Height.PadBefore - first * Height.Stride }, Width, outputs, slack, Runs);

    /// <summary>The height; of a band, with less padding before it, down to a crop.</summary>
    public SpatialAxis Height { get; }
    public SpatialAxis Width { get; }
    public int Rows { get; }

    /// <summary>The output rows that are computed from them.</summary>
    public int Outputs { get; }
    public int Columns { get; }
    public int Runs { get; }
    public int Pitch { get; }

    /// <summary>Elements of one channel.</summary>
    public int Size => Rows * Runs * Pitch;

    /// <summary>Where the input of a tap lies, from the first position of an output row at <see cref="RowStart"/>.</summary>
    public int TapOffset(int kh, int kw)
    {
        int column = kw * (int)Width.Dilation;
        return kh * (int)Height.Dilation * Runs * Pitch + column % Runs * Pitch + column / Runs;
    }

    /// <summary>Where the first tap of an output row lies.</summary>
    public int RowStart(int oh) => oh * (int)Height.Stride * Runs * Pitch;

    /// <summary>Asks for the input of a channel that is copied soon: each begins on pages of its own, which the machine does not foresee.</summary>
    /// <param name="input">The memory of the channel. Need not be memory of ours.</param>
    /// <param name="rowStride">The distance of its rows.</param>
    public void Ask(ref readonly T input, int rowStride)
    {
        long top = Math.Max(-Height.PadBefore, 0), end = Math.Min(Height.Size, Rows - Height.PadBefore);
        Prefetch.Run(in Unsafe.Add(ref Unsafe.AsRef(in input), (nint)(top * rowStride)), (end - top) * rowStride);
    }

    /// <summary>Copies one channel.</summary>
    /// <param name="input">The memory of the channel.</param>
    /// <param name="rowStride">The distance of its rows.</param>
    /// <param name="step">The distance of neighbours in a row.</param>
    /// <param name="plane">At least <see cref="Size"/> elements.</param>
    public void Fill<V>(ReadOnlySpan<T> input, int rowStride, int step, Span<T> plane) where V : struct, ILanes<V, T>
    {
        int row = Runs * Pitch;
        // Rows of the plane that lie in the input: from first, to end.
        int first = (int)Math.Clamp(Height.PadBefore, 0, Rows), end = (int)Math.Clamp(Height.PadBefore + Height.Size, first, Rows);
        plane[..(first * row)].Clear();
        int at = first, top = (int)(first - Height.PadBefore);
        bool deals = Runs == 2 && EveryOther<T, V>.IsSupported;
        if ((Runs == 1 || deals) && step == 1 && end > first)
        {
            // Whole registers are read, which only in the last rows may pass the end of the memory.
            int reach = Columns + 2 * 16 * Runs, safe = input.Length < reach ? 0 : rowStride == 0 ? 1 : (input.Length - reach) / rowStride + 1 - top;
            safe = Math.Clamp(safe, 0, end - first);
            int left = (int)Math.Clamp(Width.PadBefore, 0, Columns), right = (int)Math.Clamp(Width.PadBefore + Width.Size, left, Columns);
            if (safe > 0 && right > left)
            {
                ref T source = ref Unsafe.AsRef(in input[top * rowStride + (int)(left - Width.PadBefore)]);
                ref T target = ref plane[first * row];
                if (deals) DealRows<V>(ref source, rowStride, ref target, safe, left, right);
                else CopyRows<V>(ref source, rowStride, ref target, row, safe, left, right, Columns);
                at += safe;
            }
        }
        for (; at < end; at++)
            FillRow(input[((at - first + top) * rowStride)..], step, plane.Slice(at * row, row));
        // Last, since the registers of a row without slack reach into the next.
        plane[(end * row)..Size].Clear();
    }

    /// <summary>Rows without a stride: zeros to the left, the input, zeros to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyRows<V>(ref T source, int rowStride, ref T target, int pitch, int rows, int left, int right, int columns)
        where V : struct, ILanes<V, T>
    {
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < left; i += V.Count) V.Zero.Store(ref Unsafe.Add(ref target, i));
            for (int i = left; i < right; i += V.Count) V.Load(in Unsafe.Add(ref source, i - left)).Store(ref Unsafe.Add(ref target, i));
            for (int i = right; i < columns; i += V.Count) V.Zero.Store(ref Unsafe.Add(ref target, i));
            source = ref Unsafe.Add(ref source, rowStride);
            target = ref Unsafe.Add(ref target, pitch);
        }
    }

    /// <summary>Rows of stride 2: their columns dealt out to two runs, two registers at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void DealRows<V>(ref T source, int rowStride, ref T target, int rows, int left, int right) where V : struct, ILanes<V, T>
    {
        int toEven = left % 2 * Pitch + left / 2, toOdd = (left + 1) % 2 * Pitch + (left + 1) / 2, run = Runs * Pitch;
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < left; i += 2 * V.Count) ClearBoth<V>(ref target, i / 2, i / 2);
            for (int i = 0; i < right - left; i += 2 * V.Count)
            {
                EveryOther<T, V>.Split(in Unsafe.Add(ref source, i), out V evens, out V odds);
                evens.Store(ref Unsafe.Add(ref target, toEven + i / 2));
                odds.Store(ref Unsafe.Add(ref target, toOdd + i / 2));
            }
            for (int i = right; i < Columns; i += 2 * V.Count) ClearBoth<V>(ref target, (i + 1) / 2, i / 2);
            source = ref Unsafe.Add(ref source, rowStride);
            target = ref Unsafe.Add(ref target, run);
        }
    }

    private void ClearBoth<V>(ref T target, int evens, int odds) where V : struct, ILanes<V, T>
    {
        V.Zero.Store(ref Unsafe.Add(ref target, evens));
        V.Zero.Store(ref Unsafe.Add(ref target, Pitch + odds));
    }

    /// <summary>One row, element by element: any stride and step, and nothing read beyond the memory.</summary>
    private void FillRow(ReadOnlySpan<T> input, int step, Span<T> target)
    {
        target.Clear();
        int first = (int)Math.Clamp(Width.PadBefore, 0, Columns), end = (int)Math.Clamp(Width.PadBefore + Width.Size, first, Columns);
        for (int column = first; column < end; column++)
            target[column % Runs * Pitch + column / Runs] = input[(int)(column - Width.PadBefore) * step];
    }
}
