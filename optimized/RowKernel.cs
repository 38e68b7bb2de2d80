using System.Numerics;
using System.Runtime.InteropServices;
using Conformance.Spec;

namespace Conformance.Optimized;

/// <summary>The innermost loop of direct convolution: one tap over one row.</summary>
internal static class RowKernel
{
    /// <summary>row[o] += weight·input[o·s − p + tap·d], for every o whose input lies in the row.</summary>
    /// <param name="row">[o_w], what is added to.</param>
    /// <param name="input">[n_w], elements <paramref name="step"/> apart.</param>
    /// <param name="step">The distance between neighbours in memory.</param>
    /// <param name="weight">The weight of the tap.</param>
    /// <param name="axis">The width.</param>
    /// <param name="tap">The tap, in the order of the input.</param>
    public static void MultiplyAdd<T>(
        Span<T> row, ReadOnlySpan<T> input, int step, T weight, SpatialAxis axis, int tap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long start = axis.InputAt(0, tap);
        // The first o with o·s + start ≥ 0, and the first with o·s + start ≥ n.
        long first = Math.Max(DivideUp(-start, axis.Stride), 0);
        long end = Math.Min(DivideUp(axis.Size - start, axis.Stride), row.Length);
        if (first >= end) return;
        Span<T> target = row[(int)first..(int)end];
        int at = (int)(start + first * axis.Stride);
        if (axis.Stride == 1 && (step == 1 || axis.Size == 1)) MultiplyAdd(target, input.Slice(at, target.Length), weight);
        else MultiplyAdd(target, input[(at * step)..], (int)axis.Stride * step, weight);
    }

    private static void MultiplyAdd<T>(Span<T> target, ReadOnlySpan<T> source, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int done = 0;
        if (Vector<T>.IsSupported)
        {
            Span<Vector<T>> targets = MemoryMarshal.Cast<T, Vector<T>>(target);
            ReadOnlySpan<Vector<T>> sources = MemoryMarshal.Cast<T, Vector<T>>(source);
            var weights = new Vector<T>(weight);
            for (int i = 0; i < targets.Length; i++) targets[i] += sources[i] * weights;
            done = targets.Length * Vector<T>.Count;
        }
        for (int i = done; i < target.Length; i++) target[i] += source[i] * weight;
    }

    private static void MultiplyAdd<T>(Span<T> target, ReadOnlySpan<T> source, int step, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < target.Length; i++) target[i] += source[i * step] * weight;
    }

    private static long DivideUp(long dividend, long divisor) =>
        dividend > 0 ? (dividend + divisor - 1) / divisor : -(-dividend / divisor);
}
