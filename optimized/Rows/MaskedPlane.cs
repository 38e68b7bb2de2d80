using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Conformance.Optimized.Gemm;
using Conformance.Optimized.Lanes;
using Conformance.Optimized.Windows;
using Conformance.Spec;

namespace Conformance.Optimized.Rows;

/// <summary>
/// A 3×3 kernel on one channel, at stride 1 or 2, that reads the image where it lies: columns outside are masked away, rows
/// outside are left out, and nothing is copied. What the register of a narrow row writes too much, the next row overwrites;
/// the last row goes by way of memory of its own. Registers read past the rows, so that it computes only planes with enough
/// of the tensor's memory around them; the first and the last of a tensor are left to <see cref="PaddedPlanes{T}"/>.
/// </summary>
internal sealed class MaskedPlane<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    private readonly int rows, padTop, padLeft, high, wide, stride, chunks;

    /// <summary>Where the last register of a row begins: it overlaps the one before it rather than pass the row's end.</summary>
    private readonly int lastStart;
    private readonly T[] masks, zeros = new T[3 * V.Count];
    private readonly bool[] isEdge;
    private readonly bool rolls;
    private readonly MaskedRows<T, V> loops;

    private MaskedPlane(SpatialAxis height, SpatialAxis width)
    {
        // Axes count their outputs at each question, which costs more than a small plane.
        (rows, padTop, padLeft) = ((int)height.Size, (int)height.PadBefore, (int)width.PadBefore);
        (high, wide, stride) = ((int)height.Output, (int)width.Output, (int)width.Stride);
        (chunks, lastStart) = ((wide + V.Count - 1) / V.Count, Math.Max(wide - V.Count, 0));
        masks = new T[chunks * 3 * V.Count];
        (isEdge, rolls) = (new bool[chunks], RollingRows<T, V>.IsSupported(stride));
        loops = new MaskedRows<T, V>(rows, padTop, high, wide, chunks, lastStart, masks, zeros);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            for (int tap = 0; tap < 3; tap++)
            {
                Span<T> mask = masks.AsSpan((chunk * 3 + tap) * V.Count, V.Count);
                for (int lane = 0; lane < V.Count; lane++)
                {
                    int place = rolls && stride == 2 ? RollingRows<T, V>.Dealt(lane) : lane;
                    long column = width.InputAt(Math.Min(chunk * V.Count, lastStart) + place, tap);
                    if (column >= 0 && column < width.Size) MemoryMarshal.AsBytes(mask.Slice(lane, 1)).Fill(0xFF);
                    else isEdge[chunk] = true;
                }
            }
        }
    }

    /// <summary>For a problem that it computes; otherwise nothing. Stride 2 needs the shuffles of AVX2 or AVX-512.</summary>
    public static MaskedPlane<T, V>? For(ConvolutionProblem problem)
    {
        if (problem.Axes.Length != 2 || problem.InputChannelsPerGroup != 1) return null;
        (SpatialAxis height, SpatialAxis width) = (problem.Axes[0], problem.Axes[1]);
        bool deals = RollingRows<T, V>.IsSupported(2) || typeof(T) == typeof(float) && V.Count == 16 && Avx512F.IsSupported;
        bool is3x3 = height is { Kernel: 3, Dilation: 1 } && width is { Kernel: 3, Dilation: 1 } && height.Stride == width.Stride;
        return is3x3 && (width.Stride == 1 || width.Stride == 2 && deals) && height.Output >= (width.Stride == 1 ? MaskedRows<T, V>.RowsAtStride1 : MaskedRows<T, V>.RowsAtStride2) && width.Output >= V.Count / 2
            ? new(height, width) : null;
    }

    /// <summary>Computes a plane of a dense output, if that is safe.</summary>
    /// <param name="call">Where the tensors lie.</param>
    /// <param name="from">The first element of the input channel.</param>
    /// <param name="to">The first element of the output channel.</param>
    /// <param name="weights">Nine weights, row by row, in the order of the input.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="room">Room for one register.</param>
    /// <returns>Whether it was computed.</returns>
    public bool TryCompute(GemmCall<T> call, int from, int to, Span<T> weights, T bias, Span<T> room)
    {
        int rowStride = call.InputAt.At(0, 0, 0, 1);
        ReadOnlySpan<T> input = call.Input;
        long first = from - padLeft, end = first + (long)(rows - 1) * rowStride + stride * (lastStart + V.Count) + 2 * V.Count;
        if (call.InputAt.Width != 1 || !call.OutputIsDense || first < 0 || end > input.Length) return false;
        ref T x = ref Unsafe.AsRef(in input[(int)first]);
        Span<T> y = call.Output.Slice(to, high * wide);
        if (rolls) Roll(ref x, rowStride, ref weights[0], bias, ref y[0], ref room[0]);
        else if (stride == 1) loops.Rows1(ref x, rowStride, ref weights[0], bias, ref y[0], ref room[0]);
        else loops.Rows2(ref x, rowStride, ref weights[0], bias, ref y[0], ref room[0]);
        if (wide < V.Count) room[..wide].CopyTo(y[((high - 1) * wide)..]);
        return true;
    }

    private void Roll(ref T x, nint rowStride, ref T weights, T bias, ref T y, ref T room)
    {
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int at = Math.Min(chunk * V.Count, lastStart);
            ref T to = ref Unsafe.Add(ref y, at);
            var place = new RollingPlace<T>(
                ref Unsafe.Add(ref x, stride * at), rowStride, rows, padTop, ref zeros[0], ref masks[chunk * 3 * V.Count],
                ref to, wide, high, ref wide < V.Count ? ref room : ref Unsafe.Add(ref to, (high - 1) * wide));
            if (stride == 1 && isEdge[chunk]) RollingRows<T, V>.Column1<Edge>(place, ref weights, bias);
            else if (stride == 1) RollingRows<T, V>.Column1<Inside>(place, ref weights, bias);
            else if (isEdge[chunk]) RollingRows<T, V>.Column2<Edge>(place, ref weights, bias);
            else RollingRows<T, V>.Column2<Inside>(place, ref weights, bias);
        }
    }
}
