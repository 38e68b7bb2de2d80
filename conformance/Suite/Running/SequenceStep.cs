using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Suite.Running;

/// <summary>A call of a sequence, and what it gives alone.</summary>
/// <param name="Line">The call as a line.</param>
/// <param name="Operands">Its tensors.</param>
/// <param name="Expected">Y: [N, C_out, o…].</param>
internal sealed record SequenceStep<T>(string Line, Operands<T> Operands, T[] Expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first element whose bits differ; null for none.</summary>
    public string? Difference(T[] output)
    {
        if (Bits.AreSame(Expected, output)) return null;
        int at = Enumerable.Range(0, output.Length).First(i => !Bits.AreSame([Expected[i]], [output[i]]));
        return $"{Index(at)} is {output[at]}, alone {Expected[at]}";
    }

    private string Index(long at)
    {
        List<long> index = [];
        foreach (nint length in Operands.Problem.OutputShape.Reverse())
        {
            index.Insert(0, at % length);
            at /= length;
        }
        return $"[{string.Join(", ", index)}]";
    }
}

/// <summary>Memory in which calls follow each other: every tensor lies where that of the call before lay.</summary>
internal sealed class SequenceMemory<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] input, weight, bias, output;

    /// <param name="calls">The calls that it must have room for.</param>
    public SequenceMemory(IReadOnlyList<Operands<T>> calls)
    {
        (input, weight, bias, output) = (Room(c => c.Problem.InputCount), Room(c => c.Problem.WeightCount), Room(c => c.Problem.BiasCount), Room(c => c.Problem.OutputCount));

        // The collector must not move it: its addresses are the point.
        T[] Room(Func<Operands<T>, long> count) => GC.AllocateArray<T>((int)Math.Max(1, calls.Select(count).DefaultIfEmpty().Max()), pinned: true);
    }

    /// <summary>Calls an engine.</summary>
    /// <returns>Y: [N, C_out, o…].</returns>
    public T[] Call(IConvolution<T> engine, Operands<T> operands)
    {
        ConvolutionProblem p = operands.Problem;
        operands.Input.CopyTo(input, 0);
        operands.Weight.CopyTo(weight, 0);
        operands.Bias.CopyTo(bias, 0);
        Array.Fill(output, T.NaN);
        engine.Convolve(p,
            View(input, p.InputShape.AsSpan(), p.InputCount), View(weight, p.WeightShape.AsSpan(), p.WeightCount), View(bias, p.BiasShape.AsSpan(), p.BiasCount),
            new TensorSpan<T>(output.AsSpan(0, (int)p.OutputCount), p.OutputShape.AsSpan()));
        return output[..(int)p.OutputCount];
    }

    private static ReadOnlyTensorSpan<T> View(T[] memory, ReadOnlySpan<nint> shape, long count) => new(memory.AsSpan(0, (int)count), shape);
}
