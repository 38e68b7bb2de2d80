using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Optimized.Threads;

namespace Conformance.Optimized;

/// <summary>The simple fast baseline: direct convolution by rows, each a call of
/// <see cref="TensorPrimitives"/>. Inputs that lie apart (strides, strided views) are gathered into a row first.</summary>
/// <typeparam name="T">Half, float or double.</typeparam>
public sealed class TensorPrimitivesConvolution<T>() : RowConvolution<T>("primitives")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void MultiplyAdd(Span<T> row, ReadOnlySpan<T> input, int step, T weight)
    {
        if (step != 1)
        {
            Span<T> gathered = Scratch<T>.Mine.Panel(row.Length)[..(row.Length)];
            for (int i = 0; i < gathered.Length; i++) gathered[i] = input[i * step];
            input = gathered;
        }
        // Fused where the machine can: both forms keep the bound, and a fused step in software takes a hundred times as long.
        TensorPrimitives.MultiplyAddEstimate(input[..row.Length], weight, row, row);
    }
}
