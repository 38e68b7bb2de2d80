using System.Numerics.Tensors;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Diagnosis.Alarms;

/// <summary>
/// A right engine that sums the terms of a window, bias included, in an order and a grouping drawn at random: a tree of
/// sums that depends on the seed and the number of terms alone, with or without fused multiply-add.
/// </summary>
/// <param name="seed">The seed of the order.</param>
/// <param name="fused">Whether a product is added to the sum before it in one rounding.</param>
internal sealed class ShuffledConvolution(ulong seed, bool fused) : IConvolution<float>
{
    /// <summary>One in so many terms begins a partial sum of its own.</summary>
    private const int MostPerPart = 5;

    private readonly Dictionary<int, (int[] Order, bool[] Begins)> orders = [];

    public string Name => $"order {seed}{(fused ? " with FMA" : "")}";

    public Support Supports(ConvolutionProblem problem) => Support.Yes;

    public void Convolve(
        ConvolutionProblem p, ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight,
        ReadOnlyTensorSpan<float> bias, TensorSpan<float> output)
    {
        TensorShapes.Check<float>(p, input, weight, bias, output);
        float[] x = Dense(input), w = Dense(weight), b = Dense(bias), y = new float[p.OutputCount];
        int channels = (int)p.InputChannelsPerGroup, axes = p.Axes.Length;
        int taps = (int)p.Axes.Aggregate(1L, (n, a) => n * a.Kernel), plane = (int)p.Axes.Aggregate(1L, (n, a) => n * a.Output), area = (int)p.Axes.Aggregate(1L, (n, a) => n * a.Size);
        List<(float X, float W)> terms = new(channels * taps + 1);
        // The same for every channel and image.
        int[] places = [.. Enumerable.Range(0, plane * taps).Select(at => PlaceOf(p, at / taps, at % taps))];
        for (int i = 0; i < y.Length; i++)
        {
            int n = i / plane / (int)p.OutputChannels, o = i / plane % (int)p.OutputChannels;
            int first = (n * (int)p.InputChannels + o / (int)p.OutputChannelsPerGroup * channels) * area;
            terms.Clear();
            for (int tap = 0; tap < taps; tap++)
            {
                int at = places[i % plane * taps + tap];
                if (at < 0) continue;
                int turned = p.IsStrict ? taps - 1 - tap : tap;
                for (int c = 0; c < channels; c++) terms.Add((x[first + c * area + at], w[(o * channels + c) * taps + turned]));
            }
            if (p.HasBias) terms.Add((b[o], 1));
            y[i] = Sum(terms);
        }
        int next = 0;
        foreach (ref float element in output) element = y[next++];
    }

    /// <summary>Where in a plane of the input a window meets it with a tap; -1 in the padding.</summary>
    private static int PlaceOf(ConvolutionProblem p, long window, long tap)
    {
        long at = 0, unit = 1;
        for (int axis = p.Axes.Length - 1; axis >= 0; axis--)
        {
            SpatialAxis a = p.Axes[axis];
            (window, long o) = Math.DivRem(window, a.Output);
            (tap, long k) = Math.DivRem(tap, a.Kernel);
            long i = a.InputAt(o, k);
            if (i < 0 || i >= a.Size) return -1;
            at += i * unit;
            unit *= a.Size;
        }
        return (int)at;
    }

    private float Sum(List<(float X, float W)> terms)
    {
        if (!orders.TryGetValue(terms.Count, out var order)) orders[terms.Count] = order = Draw(terms.Count);
        float total = 0, part = 0;
        for (int i = 0; i < terms.Count; i++)
        {
            (float x, float w) = terms[order.Order[i]];
            if (order.Begins[i])
            {
                total += part;
                part = x * w;
            }
            else part = fused ? MathF.FusedMultiplyAdd(x, w, part) : part + x * w;
        }
        return total + part;
    }

    private (int[], bool[]) Draw(int count)
    {
        var random = new SplitMix64(SplitMix64.Mix(seed, (ulong)count));
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = (int)(random.Next() % (ulong)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
        return (order, [.. order.Select(_ => random.Next() % MostPerPart == 0)]);
    }

    private static float[] Dense(ReadOnlyTensorSpan<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        if (values.Length > 0) tensor.FlattenTo(values);
        return values;
    }
}
