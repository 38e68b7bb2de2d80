using Conformance.Spec;

namespace Conformance.Faults;

/// <summary>The formula of a convolution with a hook at each of its steps, over dense operands.</summary>
/// <param name="p">The problem.</param>
/// <param name="hooks">The steps.</param>
/// <param name="round">Rounds a double to the engine's type: a product or a sum of two floats that is rounded to double
/// first and to float then is rounded as if at once.</param>
internal sealed class HookedLoops(ConvolutionProblem p, FaultHooks hooks, Func<double, double> round)
{
    private readonly long[] inputs = [.. p.InputShape.Select(n => (long)n)];
    private readonly long[] kernel = [.. p.Axes.Select(a => a.Kernel)];
    private readonly long?[][] tables = Tabulate(p, hooks);
    private readonly long[][] taps = [.. p.Axes.Select((a, axis) => Range(a.Kernel).Select(tap => hooks.Tap(p, axis, tap)).ToArray())];
    private readonly long[][] window = Window(p);
    private readonly long plane = p.Axes.Aggregate(1L, (count, a) => count * a.Size);

    public double[] Convolve(double[] input, double[] weight, double[] bias)
    {
        double[] output;
        if (hooks.RacesOverChannels)
        {
            long half = p.InputChannelsPerGroup / 2;
            output = LostUpdates.Add(Sum(input, weight, bias, 0, half), Sum(input, weight, null, half, p.InputChannelsPerGroup));
        }
        else output = Sum(input, weight, bias, 0, hooks.Channels(p));
        hooks.Whole?.Invoke(p, input, output);
        return output;
    }

    /// <summary>The sums over some of the channels of each group.</summary>
    private double[] Sum(double[] input, double[] weight, double[]? bias, long firstChannel, long endChannel)
    {
        var output = new double[p.OutputCount];
        var at = new long[2 + kernel.Length];
        long positions = p.Axes.Aggregate(1L, (count, a) => count * a.Output), planes = p.Batch * p.OutputChannels;
        // The same memory for all positions: most problems have few terms in many windows.
        var pairs = new List<Pair>(window.Length);
        long[][] read = [.. window.Select(_ => new long[kernel.Length])];
        for (long position = 0; position < positions; position++)
        {
            long rest = position;
            for (int axis = at.Length - 1; axis >= 2; axis--) (rest, at[axis]) = Math.DivRem(rest, p.Axes[axis - 2].Output);
            Meet(at, pairs, read);
            for (long plane = 0; plane < planes; plane++)
            {
                (at[0], at[1]) = Math.DivRem(plane, p.OutputChannels);
                double sum = p.HasBias && bias is not null ? hooks.Bias(p, bias[hooks.BiasChannel(p, at[1])]) : 0;
                for (long channel = firstChannel; channel < endChannel; channel++) sum = Channel(input, weight, at, channel, pairs, sum);
                output[plane * positions + position] = hooks.Result is { } result ? result(p, at, sum) : sum;
            }
        }
        return output;
    }

    /// <summary>A tap of a window, the element that it meets in a plane of the input, and its weight in a plane of the kernel.</summary>
    private readonly record struct Pair(long[] Tap, long[] Read, bool IsInside, long Offset, long Weight);

    /// <summary>The taps of the window at a position: the same for all images and channels.</summary>
    /// <param name="at">The position, from its third number on.</param>
    /// <param name="pairs">They go here.</param>
    /// <param name="reads">Memory for the coordinates of each.</param>
    private void Meet(long[] at, List<Pair> pairs, long[][] reads)
    {
        pairs.Clear();
        for (int t = 0; t < window.Length; t++)
        {
            long[] tap = window[t], read = reads[t];
            long weight = 0, offset = 0;
            bool inside = true, hasWeight = true;
            for (int axis = 0; axis < kernel.Length; axis++)
            {
                long? coordinate = tables[axis][at[2 + axis] * kernel[axis] + tap[axis]];
                long index = taps[axis][tap[axis]];
                hasWeight &= index >= 0;
                weight = weight * kernel[axis] + index;
                inside &= coordinate is not null;
                read[axis] = coordinate ?? p.Axes[axis].InputAt(at[2 + axis], tap[axis]);
                offset = offset * p.Axes[axis].Size + read[axis];
            }
            if (hasWeight) pairs.Add(new Pair(tap, read, inside, offset, weight));
        }
    }

    /// <summary>Adds all taps of one channel of the window at [n, c, o…].</summary>
    private double Channel(double[] input, double[] weight, long[] at, long channel, List<Pair> pairs, double sum)
    {
        long row = hooks.Group(p, at[1]) * p.InputChannelsPerGroup + channel;
        long start = (at[0] * p.InputChannels + row) * plane, kernelStart = (at[1] * p.InputChannelsPerGroup + channel) * window.Length;
        foreach (Pair pair in pairs)
        {
            long from = !pair.IsInside ? hooks.ReadsBehindTheLastRow ? Behind([at[0], row, .. pair.Read], input.Length) : -1
                : hooks.Place is null ? start + pair.Offset : Place(at, pair.Tap, [at[0], row, .. pair.Read]);
            if (from >= 0) sum = Add(sum, channel, input[hooks.Offset?.Invoke(p, from) ?? from], weight[kernelStart + pair.Weight]);
            else if (hooks.MultipliesPadding) sum = Add(sum, channel, 0, weight[kernelStart + pair.Weight]);
        }
        return sum;
    }

    /// <summary>Where the element at [n, c, i…] lies; −1 where there is none.</summary>
    private long Place(long[] at, long[] tap, long[] x)
    {
        hooks.Place!(p, at, tap, x);
        long from = 0;
        for (int axis = 0; axis < x.Length && from >= 0; axis++)
            from = x[axis] >= 0 && x[axis] < inputs[axis] ? from * inputs[axis] + x[axis] : -1;
        return from;
    }

    /// <summary>Where a read right of the last row of all ends up in a buffer that is longer than the tensor; −1 for any other.</summary>
    private long Behind(long[] x, int length)
    {
        for (int axis = 0; axis < x.Length - 1; axis++)
            if (x[axis] != inputs[axis] - 1) return -1;
        long from = p.InputCount - inputs[^1] + x[^1];
        return x[^1] >= inputs[^1] && from < length ? from : -1;
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
        var result = new long?[p.Axes.Length][];
        for (int axis = 0; axis < result.Length; axis++)
        {
            SpatialAxis right = p.Axes[axis], seen = hooks.Axis(p, axis);
            int index = axis;
            result[axis] = [.. Range(right.Output).SelectMany(position => Range(right.Kernel).Select(
                tap => hooks.Read(new Reach(p, index, right, position, tap, seen.InputAt(position, tap)))))];
        }
        return result;
    }

    /// <summary>The coordinates of all taps, in row-major order.</summary>
    private static long[][] Window(ConvolutionProblem p)
    {
        long[] kernel = [.. p.Axes.Select(a => a.Kernel)];
        return [.. Range(kernel.Aggregate(1L, (product, k) => product * k)).Select(i =>
        {
            var tap = new long[kernel.Length];
            Unravel(i, kernel, tap);
            return tap;
        })];
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);

    private static void Unravel(long index, long[] shape, long[] at)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--) (index, at[axis]) = Math.DivRem(index, shape[axis]);
    }
}
