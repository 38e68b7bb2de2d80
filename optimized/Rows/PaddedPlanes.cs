using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Lanes;
using Conformance.Spec;

namespace Conformance.Optimized.Rows;

/// <summary>
/// The input channels of one group with their padding written out, so that every tap of every window is a plain load.
/// Where the width has a stride s, a row is dealt out to s runs, column j to run j mod s: neighbouring positions of the
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
    public PaddedPlanes(in VolumeShape shape, int slack) : this(shape.Height, shape.Width, (int)shape.Height.Output, slack)
    {
    }

    private PaddedPlanes(SpatialAxis height, SpatialAxis width, int outputs, int slack)
    {
        (Height, Width, Outputs) = (height, width, outputs);
        Rows = (int)((outputs - 1) * Height.Stride + Height.Span);
        Columns = (int)((Width.Output - 1) * Width.Stride + Width.Span);
        Runs = (int)Width.Stride;
        Pitch = Math.Max((Columns + Runs - 1) / Runs + slack, Deals ? (Left + 1) / 2 + (Columns - Left + Dealt - 1) / Dealt * (Dealt / 2) : 0);
        this.slack = slack;
    }

    /// <summary>What a band of the output rows needs: the same planes, from further down.</summary>
    public PaddedPlanes<T> Band(int first, int outputs) =>
        new(Height with { PadBefore = Height.PadBefore - first * Height.Stride }, Width, outputs, slack);

    /// <summary>The height; of a band, with less padding before it, down to a crop.</summary>
    public SpatialAxis Height { get; }
    public SpatialAxis Width { get; }
    public int Rows { get; }

    /// <summary>The output rows that are computed from them.</summary>
    public int Outputs { get; }
    public int Columns { get; }
    public int Runs { get; }
    public int Pitch { get; }

    /// <summary>Columns that are dealt out at once, to a register of each run.</summary>
    private const int Dealt = 32;

    /// <summary>Whether the columns are dealt out by shuffles.</summary>
    private bool Deals => Runs == 2 && typeof(T) == typeof(float) && Avx512F.IsSupported;

    /// <summary>The columns of padding before the first of the input.</summary>
    private int Left => (int)Math.Clamp(Width.PadBefore, 0, Columns);

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
        nint place = Prefetch.Place(in Unsafe.Add(ref Unsafe.AsRef(in input), (nint)(top * rowStride)));
        for (long left = (end - top) * rowStride * Unsafe.SizeOf<T>(); left > 0; left -= Prefetch.CacheLine) Prefetch.Line(ref place);
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
        if ((Runs == 1 || Deals) && step == 1 && end > first)
        {
            // Whole registers are read, which only in the last rows may pass the end of the memory.
            int reach = Columns + 2 * 16 * Runs, safe = input.Length < reach ? 0 : rowStride == 0 ? 1 : (input.Length - reach) / rowStride + 1 - top;
            safe = Math.Clamp(safe, 0, end - first);
            int left = Left, right = (int)Math.Clamp(Width.PadBefore + Width.Size, left, Columns);
            if (safe > 0 && right > left)
            {
                ref T source = ref Unsafe.AsRef(in input[top * rowStride + (int)(left - Width.PadBefore)]);
                ref T target = ref plane[first * row];
                if (Deals) DealRows(ref Unsafe.As<T, float>(ref source), rowStride, ref Unsafe.As<T, float>(ref target), safe, left, right);
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

    /// <summary>Rows of stride 2: their columns dealt out to two runs, 32 at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void DealRows(ref float source, int rowStride, ref float target, int rows, int left, int right)
    {
        Vector512<int> even = Vector512.CreateSequence(0, 2), odd = Vector512.CreateSequence(1, 2);
        int columns = right - left, rest = columns % Dealt;
        Vector512<float> lastLow = First(rest), lastHigh = First(rest - 16);
        int toEven = left % 2 * Pitch + left / 2, toOdd = (left + 1) % 2 * Pitch + (left + 1) / 2, run = Runs * Pitch;
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < left; i += Dealt) ClearBoth(ref target, i / 2, Pitch + i / 2);
            int at = 0;
            for (; at + Dealt <= columns; at += Dealt)
            {
                Vector512<float> low = Vector512.LoadUnsafe(in Unsafe.Add(ref source, at)), high = Vector512.LoadUnsafe(in Unsafe.Add(ref source, at + 16));
                Avx512F.PermuteVar16x32x2(low, even, high).StoreUnsafe(ref Unsafe.Add(ref target, toEven + at / 2));
                Avx512F.PermuteVar16x32x2(low, odd, high).StoreUnsafe(ref Unsafe.Add(ref target, toOdd + at / 2));
            }
            if (at < columns)
            {
                Vector512<float> low = Vector512.LoadUnsafe(in Unsafe.Add(ref source, at)) & lastLow, high = Vector512.LoadUnsafe(in Unsafe.Add(ref source, at + 16)) & lastHigh;
                Avx512F.PermuteVar16x32x2(low, even, high).StoreUnsafe(ref Unsafe.Add(ref target, toEven + at / 2));
                Avx512F.PermuteVar16x32x2(low, odd, high).StoreUnsafe(ref Unsafe.Add(ref target, toOdd + at / 2));
                at += Dealt;
            }
            for (; left + at < Columns; at += Dealt) ClearBoth(ref target, toEven + at / 2, toOdd + at / 2);
            source = ref Unsafe.Add(ref source, rowStride);
            target = ref Unsafe.Add(ref target, run);
        }
    }

    /// <summary>The mask of the first elements of a register.</summary>
    private static Vector512<float> First(int count) =>
        Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create(count)).AsSingle();

    private static void ClearBoth(ref float target, int first, int second)
    {
        Vector512<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref target, first));
        Vector512<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref target, second));
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
