using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>The formula of a convolution with a hook at each of its steps, over dense operands.</summary>
/// <param name="p">The problem.</param>
/// <param name="hooks">The steps.</param>
/// <param name="round">Rounds a double to the engine's type: a product or a sum of two floats that is rounded to double
/// first and to float then is rounded as if at once.</param>
internal sealed class HookedLoops(ConvolutionProblem p, FaultHooks hooks, Func<double, double> round)
{
    private readonly long[] outputs = [.. p.OutputShape.Select(n => (long)n)];
    private readonly long[] inputs = [.. p.InputShape.Select(n => (long)n)];
    private readonly long[] kernel = [.. p.Axes.Select(a => a.Kernel)];
    private readonly long?[][] reads = Tabulate(p, hooks);
    private readonly long[][] taps = [.. p.Axes.Select((a, axis) => Range(a.Kernel).Select(tap => hooks.Tap(p, axis, tap)).ToArray())];

    public double[] Convolve(double[] input, double[] weight, double[] bias)
    {
        var output = new double[p.OutputCount];
        var at = new long[outputs.Length];
        for (long i = 0; i < output.Length; i++)
        {
            Unravel(i, outputs, at);
            double sum = p.HasBias ? hooks.Bias(p, bias[hooks.BiasChannel(p, at[1])]) : 0;
            sum = Window(input, weight, at, sum);
            output[i] = hooks.Result is { } result ? result(p, at, sum) : sum;
        }
        hooks.Whole?.Invoke(input, output);
        return output;
    }

    /// <summary>Adds all taps of all channels of the window at [n, c, o…].</summary>
    private double Window(double[] input, double[] weight, long[] at, double sum)
    {
        long count = kernel.Aggregate(1L, (product, k) => product * k);
        long firstChannel = hooks.Group(p, at[1]) * p.InputChannelsPerGroup, channels = hooks.Channels(p);
        var tap = new long[kernel.Length];
        var x = new long[at.Length];
        for (long channel = 0; channel < channels; channel++)
        {
            for (long i = 0; i < count; i++)
            {
                Unravel(i, kernel, tap);
                (x[0], x[1]) = (at[0], firstChannel + channel);
                long w = at[1] * p.InputChannelsPerGroup + channel;
                bool inside = true;
                for (int axis = 0; axis < kernel.Length && inside; axis++)
                {
                    long? read = reads[axis][at[2 + axis] * kernel[axis] + tap[axis]];
                    long index = taps[axis][tap[axis]];
                    inside = read is not null && index >= 0;
                    x[2 + axis] = read ?? 0;
                    w = w * kernel[axis] + index;
                }
                if (!inside) continue;
                hooks.Place?.Invoke(p, at, tap, x);
                long from = 0;
                for (int axis = 0; axis < x.Length && from >= 0; axis++)
                    from = x[axis] >= 0 && x[axis] < inputs[axis] ? from * inputs[axis] + x[axis] : -1;
                if (from >= 0) sum = Add(sum, channel, input[from], weight[w]);
            }
        }
        return sum;
    }

    private double Add(double sum, long channel, double x, double w)
    {
        if (hooks.Operand is { } operand) (x, w) = (operand(x), operand(w));
        double product = round(hooks.Product is { } multiply ? multiply(p, channel, x, w) : x * w);
        sum = round(sum + product);
        return hooks.Accumulator is { } accumulator ? accumulator(sum) : sum;
    }

    /// <summary>For each axis, by position and tap, the coordinate that is read.</summary>
    private static long?[][] Tabulate(ConvolutionProblem p, FaultHooks hooks)
    {
        var tables = new long?[p.Axes.Length][];
        for (int axis = 0; axis < tables.Length; axis++)
        {
            SpatialAxis right = p.Axes[axis], seen = hooks.Axis(p, axis);
            int index = axis;
            tables[axis] = [.. Range(right.Output).SelectMany(position => Range(right.Kernel).Select(
                tap => hooks.Read(new Reach(p, index, right, position, tap, seen.InputAt(position, tap)))))];
        }
        return tables;
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);

    private static void Unravel(long index, long[] shape, long[] at)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--) (index, at[axis]) = Math.DivRem(index, shape[axis]);
    }
}
