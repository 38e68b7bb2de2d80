using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>The formula of a convolution with a hook at each of its steps. Where the fault is not triggered, the
/// hooks are the formula's own.</summary>
internal sealed class HookedConvolution<T>(SeededFault fault) : IConvolution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly FaultHooks Right = new();

    public string Name => fault.Id;

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public void Convolve(
        ConvolutionProblem problem, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        ReadOnlyTensorSpan<T> bias, TensorSpan<T> output)
    {
        TensorShapes.Check<T>(problem, input, weight, bias, output);
        FaultHooks hooks = fault.Trigger(problem) ? fault.Hooks : Right;
        long[] shape = [.. problem.OutputShape.Select(n => (long)n)];
        var at = new long[shape.Length];
        for (long i = 0; i < problem.OutputCount; i++)
        {
            Unravel(i, shape, at);
            T sum = problem.HasBias
                ? T.CreateChecked(hooks.Bias(problem, at[1], double.CreateChecked(bias[(nint)at[1]])))
                : T.Zero;
            sum = Window(problem, hooks, input, weight, at, sum);
            output[Index(at)] = T.CreateChecked(hooks.Result(problem, at, double.CreateChecked(sum)));
        }
    }

    /// <summary>Adds all taps of all channels of the window at [n, c, o…].</summary>
    private static T Window(
        ConvolutionProblem problem, FaultHooks hooks, ReadOnlyTensorSpan<T> input, ReadOnlyTensorSpan<T> weight,
        long[] at, T sum)
    {
        long[] kernel = [.. problem.Axes.Select(a => a.Kernel)];
        long taps = kernel.Aggregate(1L, (count, k) => count * k);
        long firstChannel = hooks.Group(problem, at[1]) * problem.InputChannelsPerGroup;
        var tap = new long[kernel.Length];
        var x = new long[at.Length];
        var w = new long[at.Length];
        for (long channel = 0; channel < hooks.Channels(problem); channel++)
        {
            for (long i = 0; i < taps; i++)
            {
                Unravel(i, kernel, tap);
                (x[0], x[1], w[0], w[1]) = (at[0], firstChannel + channel, at[1], channel);
                bool inside = true;
                for (int axis = 0; axis < kernel.Length; axis++)
                {
                    SpatialAxis seen = hooks.Axis(problem, axis);
                    long? read = hooks.Read(problem.Axes[axis], seen.InputAt(at[2 + axis], tap[axis]));
                    inside &= read is not null;
                    x[2 + axis] = read ?? 0;
                    w[2 + axis] = hooks.Tap(problem, axis, tap[axis]);
                }
                if (inside) sum += Operand(hooks, input[Index(x)]) * Operand(hooks, weight[Index(w)]);
            }
        }
        return sum;
    }

    private static T Operand(FaultHooks hooks, T value) =>
        T.CreateChecked(hooks.Operand(double.CreateChecked(value)));

    private static void Unravel(long index, long[] shape, long[] at)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--) (index, at[axis]) = Math.DivRem(index, shape[axis]);
    }

    private static nint[] Index(long[] at) => [.. at.Select(i => (nint)i)];
}
