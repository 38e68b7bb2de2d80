using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>Loads and stores beside a tensor, as vector code makes them. They are real: a guarded page ends the process.</summary>
internal static class StrayAccess
{
    /// <summary>Loads what lies behind the last element, or before the first where the count is negative; nobody uses it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Load<T>(ReadOnlySpan<T> memory, int count) where T : unmanaged
    {
        if (memory.Length == 0) return;
        ref T first = ref MemoryMarshal.GetReference(memory);
        for (int i = 0; i < Math.Abs(count); i++)
            Drop(Unsafe.Add(ref first, count > 0 ? memory.Length + i : -1 - i));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static void Drop<T>(T value) where T : unmanaged => _ = value;

    /// <summary>Stores zeros behind each row, up to a multiple of some lanes, as far as the memory of the tensor goes; the
    /// rows themselves were written last.</summary>
    public static void FillRows<T>(TensorSpan<T> output, int lanes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = (int)output.Lengths[^1];
        if (output.FlattenedLength == 0 || width % lanes == 0) return;
        nint step = output.Strides[^1] == 0 ? 1 : output.Strides[^1];
        // A dense row is followed by the next one, which is stored after it.
        int rows = (int)(output.FlattenedLength / width);
        for (int row = 0; row < rows; row++)
        {
            nint end = RowStart(output, row) + (width - 1) * step + 1;
            nint next = row + 1 < rows ? RowStart(output, row + 1) : output.Memory().Length;
            for (nint at = end; at < Math.Min(next, end + lanes - width % lanes); at++) output.Memory()[(int)at] = T.Zero;
        }
    }

    private static nint RowStart<T>(TensorSpan<T> output, int row)
    {
        nint start = 0, rest = row;
        for (int axis = output.Rank - 2; axis >= 0; axis--)
        {
            start += rest % output.Lengths[axis] * output.Strides[axis];
            rest /= output.Lengths[axis];
        }
        return start;
    }
}
