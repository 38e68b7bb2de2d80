using System.Diagnostics;
using Conformance.Spec;
using MathNet.Numerics.Statistics;

namespace Conformance.Bench.Gate;

/// <summary>
/// One trial of the gate, in a process of its own: on each layer both versions take turns in random order, and the median of
/// their paired ratios is the trial's one number. Where code and tensors happen to lie differs from process to process, and
/// moves a ratio by more than a percent; so trials, not pairs, are what the gate's statistics count.
/// </summary>
internal sealed class Trial(KernelVersion before, KernelVersion after, string kernel, Random random)
{
    /// <summary>Pairs of turns at least and at most, and how long a turn is: far above the clock's grain, far below its drift.</summary>
    private const int Pairs = 21, MostPairs = 231;
    private const double TurnSeconds = 0.001;

    /// <summary>Pairs go on until the standard error of their median is this: of a layer that is bound by memory a pair scatters by 6 %, where
    /// one that computes does by 2, and a process costs as much time to start as hundreds of pairs.</summary>
    private const double MostError = 0.005;

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
        var ratios = new List<double>();
        while (ratios.Count < Pairs || ratios.Count < MostPairs && ErrorOfMedian(ratios) > MostError)
        {
            bool swap = random.Next(2) == 0;
            double one = Turn(swap ? second : first, times), other = Turn(swap ? first : second, times);
            ratios.Add(swap ? Math.Log(one / other) : Math.Log(other / one));
        }
        return ratios.Median();
    }

    /// <summary>The standard error of a median, from the quartiles, as for normal scatter: √(π/2)·σ/√n, where the quartiles lie 1.349·σ apart.</summary>
    private static double ErrorOfMedian(List<double> values) =>
        Math.Sqrt(Math.PI / 2) * values.InterquartileRange() / 1.349 / Math.Sqrt(values.Count);

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
