using System.Diagnostics;
using Conformance.Spec;

namespace Conformance.Bench.Gate;

/// <summary>
/// One trial of the gate, in a process of its own: on each layer both versions take turns in random order, and the median of
/// their paired ratios is the trial's one number. Where code and tensors happen to lie differs from process to process, and
/// moves a ratio by more than a percent; so trials, not pairs, are what the gate's statistics count.
/// </summary>
internal sealed class Trial(KernelVersion before, KernelVersion after, string kernel, Random random)
{
    /// <summary>How long a turn is: far above the clock's grain, far below its drift.</summary>
    private const double TurnSeconds = 0.001;

    /// <summary>Two right results of real numbers of magnitude 1 differ by far less than this, relative to the largest.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>ln(after / before) of the time of a layer.</summary>
    /// <exception cref="InvalidOperationException">A version cannot compute the layer, or they disagree on its output.</exception>
    public double Measure(ConvolutionProblem layer)
    {
        // One input and one output for both: where a tensor lies in the caches makes percents.
        float[] input = Numbers(layer.InputCount), weight = Numbers(layer.WeightCount), output = new float[layer.OutputCount];
        // Who comes first gets the earlier memory: that is left to chance.
        KernelVersion[] order = random.Next(2) == 0 ? [before, after] : [after, before];
        Action<int>[] runs = [.. order.Select(version => version.Prepare(layer.ToString(), kernel, input, weight, output))];
        double shortest = Warm(runs[0]);
        float[] result = [.. output];
        shortest = Math.Min(shortest, Warm(runs[1]));
        Compare(layer, result, output);
        int times = Math.Max(1, (int)(TurnSeconds / shortest));
        (Action<int> first, Action<int> second) = order[0] == before ? (runs[0], runs[1]) : (runs[1], runs[0]);
        return PairedMedian.Of(() =>
        {
            bool swap = random.Next(2) == 0;
            double one = Turn(swap ? second : first, times), other = Turn(swap ? first : second, times);
            return swap ? Math.Log(one / other) : Math.Log(other / one);
        });
    }

    private static double Turn(Action<int> run, int times)
    {
        // Not timed: it brings back what the other threw out of the caches.
        run(1);
        long start = Stopwatch.GetTimestamp();
        run(times);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <returns>Seconds of a call.</returns>
    private static double Warm(Action<int> run)
    {
        run(2);
        double best = double.PositiveInfinity;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run(1);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static void Compare(ConvolutionProblem layer, float[] one, float[] other)
    {
        double largest = one.Max(Math.Abs);
        for (int i = 0; i < one.Length; i++)
        {
            // This way round, so that a NaN is never near.
            if (!(Math.Abs(one[i] - other[i]) <= Tolerance * largest))
                throw new InvalidOperationException($"{layer}: the versions disagree at element {i}: {one[i]:R} and {other[i]:R}");
        }
    }

    private float[] Numbers(long count)
    {
        var values = new float[count];
        for (int i = 0; i < values.Length; i++) values[i] = random.NextSingle() * 2 - 1;
        return values;
    }
}
