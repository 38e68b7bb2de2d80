using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Conformance.Optimized;

/// <summary>Direct convolution by rows, with vectors of whatever width the runtime gives; strides and strided views take
/// the scalar path.</summary>
/// <typeparam name="T">Half, float or double.</typeparam>
public sealed class DirectConvolution<T>() : RowConvolution<T>("direct")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kernel => Vector<T>.IsSupported ? $"direct-{Vector<T>.Count * Unsafe.SizeOf<T>() * 8}" : "direct-scalar";

    private protected override void MultiplyAdd(Span<T> row, ReadOnlySpan<T> input, int step, T weight)
    {
        int done = 0;
        if (step == 1 && Vector<T>.IsSupported)
        {
            Span<Vector<T>> targets = MemoryMarshal.Cast<T, Vector<T>>(row);
            ReadOnlySpan<Vector<T>> sources = MemoryMarshal.Cast<T, Vector<T>>(input[..row.Length]);
            var weights = new Vector<T>(weight);
            for (int i = 0; i < targets.Length; i++) targets[i] += sources[i] * weights;
            done = targets.Length * Vector<T>.Count;
        }
        for (int i = done; i < row.Length; i++) row[i] += input[i * step] * weight;
    }
}
