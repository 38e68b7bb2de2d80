using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Samples;

/// <summary>A convolution as its formula says, in any floating-point type: the right sample.
/// <c>run --engine path/Conformance.Samples.Right.dll</c></summary>
public class RightConvolution<T> : IConvolution<T> where T : IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public virtual string Name => "right";

    /// <inheritdoc/>
    public virtual Support Supports(ConvolutionProblem problem) => Support.Yes;

    /// <inheritdoc/>
    public virtual void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check(problem, input, weight, bias, output);
        foreach (nint[] y in Indices(problem.OutputShape))
        {
            nint group = y[1] / (nint)problem.OutputChannelsPerGroup;
            T sum = problem.HasBias ? bias[y[1]] : T.Zero;
            foreach (nint[] tap in Indices(problem.WeightShape.RemoveAt(0)))
            {
                nint[] x = [y[0], group * (nint)problem.InputChannelsPerGroup + tap[0], .. new nint[problem.Axes.Length]];
                nint[] w = [y[1], .. tap];
                bool inside = true;
                for (int i = 0; i < problem.Axes.Length; i++)
                {
                    SpatialAxis axis = problem.Axes[i];
                    x[2 + i] = (nint)axis.InputAt(y[2 + i], tap[1 + i]);
                    if (problem.IsStrict) w[2 + i] = (nint)axis.Kernel - 1 - tap[1 + i];
                    inside &= x[2 + i] >= 0 && x[2 + i] < axis.Size;
                }
                if (inside) sum += input[x] * weight[w];
            }
            output[y] = sum;
        }
    }

    /// <summary>Every index of a shape, in row-major order.</summary>
    private static IEnumerable<nint[]> Indices(IReadOnlyList<nint> shape)
    {
        if (shape.Contains(0)) yield break;
        var at = new nint[shape.Count];
        while (true)
        {
            yield return [.. at];
            int axis = shape.Count - 1;
            while (axis >= 0 && ++at[axis] == shape[axis]) at[axis--] = 0;
            if (axis < 0) yield break;
        }
    }
}
