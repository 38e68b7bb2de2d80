using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    /// <param name="shape">The axes; the depth is flat.</param>
    /// <param name="slack">How far a kernel may read past the last column: one register.</param>
    public PaddedPlanes(in VolumeShape shape, int slack)
    {
        (Height, Width) = (shape.Height, shape.Width);
        Rows = (int)((Height.Output - 1) * Height.Stride + Height.Span);
        Columns = (int)((Width.Output - 1) * Width.Stride + Width.Span);
        Runs = (int)Width.Stride;
        Pitch = (Columns + Runs - 1) / Runs + slack;
    }

    public SpatialAxis Height { get; }
    public SpatialAxis Width { get; }
    public int Rows { get; }
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

    /// <summary>Copies one channel.</summary>
    /// <param name="input">The memory of the channel.</param>
    /// <param name="rowStride">The distance of its rows.</param>
    /// <param name="step">The distance of neighbours in a row.</param>
    /// <param name="plane">At least <see cref="Size"/> elements.</param>
    public void Fill<V>(ReadOnlySpan<T> input, int rowStride, int step, Span<T> plane) where V : struct, ILanes<V, T>
    {
        int row = Runs * Pitch;
        for (int r = 0; r < Rows; r++)
        {
            Span<T> target = plane.Slice(r * row, row);
            long ih = r - Height.PadBefore;
            if (ih < 0 || ih >= Height.Size) target.Clear();
            else FillRow<V>(input[((int)ih * rowStride)..], step, target);
        }
    }

    /// <summary>One row. What lies behind its last column is left as it is: no position that is kept reads it.</summary>
    private void FillRow<V>(ReadOnlySpan<T> input, int step, Span<T> target) where V : struct, ILanes<V, T>
    {
        // Columns of the row that lie in the input: from first, to end.
        int first = (int)Math.Clamp(Width.PadBefore, 0, Columns), end = (int)Math.Clamp(Width.PadBefore + Width.Size, first, Columns);
        int from = (int)(first - Width.PadBefore), count = end - first;
        for (int run = 0; run < Runs; run++) Clear<V>(target.Slice(run * Pitch, Pitch), 0, InRun(first, run));
        if (step == 1 && Runs == 1 && HasRoom(input, from, count, V.Count)) Copy<V>(input[from..], count, target[first..]);
        else if (step == 1 && Runs == 2 && Avx512F.IsSupported && typeof(T) == typeof(float) && HasRoom(input, from, count, 32))
            Deal(input[from..], count, first, target);
        else
            for (int i = 0, column = first; column < end; i++, column++) target[column % Runs * Pitch + column / Runs] = input[(from + i) * step];
        for (int run = 0; run < Runs; run++) Clear<V>(target.Slice(run * Pitch, Pitch), InRun(end, run), InRun(Columns, run));
    }

    /// <summary>How many of the first columns belong to a run.</summary>
    private int InRun(int columns, int run) => (columns - run + Runs - 1) / Runs;

    private static bool HasRoom(ReadOnlySpan<T> input, int from, int count, int block) =>
        count > 0 && from + (count + block - 1) / block * block <= input.Length;

    /// <summary>Zeros by whole registers: a run has room for one behind its last column.</summary>
    private static void Clear<V>(Span<T> run, int from, int end) where V : struct, ILanes<V, T>
    {
        for (int i = from; i < end; i += V.Count) V.Zero.Store(ref run.Slice(i, V.Count)[0]);
    }

    private static void Copy<V>(ReadOnlySpan<T> input, int count, Span<T> target) where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i += V.Count) V.Load(in input.Slice(i, V.Count)[0]).Store(ref target.Slice(i, V.Count)[0]);
    }

    /// <summary>Deals columns out to two runs, 32 at a time.</summary>
    private void Deal(ReadOnlySpan<T> input, int count, int first, Span<T> target)
    {
        Vector512<int> even = Vector512.CreateSequence(0, 2), odd = Vector512.CreateSequence(1, 2);
        ReadOnlySpan<float> source = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(input)), input.Length);
        Span<float> to = MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(target)), target.Length);
        Span<float> evens = to[(first % 2 * Pitch + first / 2)..], odds = to[((first + 1) % 2 * Pitch + (first + 1) / 2)..];
        for (int i = 0; i < count; i += 32)
        {
            Vector512<float> low = Vector512.Create(source.Slice(i, 16)), high = Vector512.Create(source.Slice(i + 16, 16));
            Avx512F.PermuteVar16x32x2(low, even, high).CopyTo(evens.Slice(i / 2, 16));
            Avx512F.PermuteVar16x32x2(low, odd, high).CopyTo(odds.Slice(i / 2, 16));
        }
    }
}
