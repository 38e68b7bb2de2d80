using System.Numerics;
using Conformance.Catalog;
using Conformance.Oracle;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Suite.Running;

/// <summary>Compares an engine's output with what it must be.</summary>
public static class Comparison
{
    /// <summary>
    /// What a fast algorithm may lose against the largest bound of a case. OpenCV's Winograd, F(6×6, 3×3), and its filter
    /// by Fourier transform stay below 1 on the standard set, and reach 17 on a megapixel of nine terms each.
    /// </summary>
    public const double NormwiseGrowth = 32;

    /// <summary>Wrong elements that are told one by one.</summary>
    private const int MostDifferences = 8;

    /// <summary>Null where the output is right.</summary>
    /// <param name="data">The case.</param>
    /// <param name="output">Y: [N, C_out, o…], dense.</param>
    /// <param name="accuracy">What the engine promises.</param>
    public static Mismatch? Find<T>(CaseData<T> data, ReadOnlySpan<T> output, AccuracyClass accuracy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double normwise = accuracy == AccuracyClass.Normwise ? NormwiseBound(data) : 0;
        List<Difference> first = [];
        ErrorMapBuilder? map = null;
        int wrong = 0;
        for (int i = 0; i < data.Expected.Count; i++)
        {
            int place = data.PlaceOf(i);
            if (IsRight(data, i, output[place], accuracy, normwise)) continue;
            wrong++;
            long[] index = Coordinates(data.Problem, place);
            double error = data.Expected.Error(i, output[place]);
            (map ??= new ErrorMapBuilder([.. data.Problem.OutputShape.Select(extent => (long)extent)], LargestExpected(data))).Add(index, error);
            if (first.Count < MostDifferences)
            {
                first.Add(new Difference(index, double.CreateChecked(data.Expected.Values[i]), double.CreateChecked(output[place]), error,
                    Allowed(data, i, accuracy, normwise)));
            }
        }
        if (map is null) return accuracy == AccuracyClass.Normwise ? null : FindByChecksum(data, output);
        Difference at = first[0];
        return new Mismatch(at.Index, at.Expected, at.Actual, at.Error, at.Bound, wrong, data.Expected.Count) { First = first, Map = map.Build() };
    }

    /// <summary>What a sample missed: the checksums tell at which windows a channel is wrong, and the oracle which.</summary>
    private static Mismatch? FindByChecksum<T>(CaseData<T> data, ReadOnlySpan<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.Checksum?.Wrong(output) is not { Count: > 0 } wrong) return null;
        ConvolutionProblem p = data.Problem;
        int channels = (int)p.OutputChannels, positions = (int)(p.OutputCount / (p.Batch * channels));
        var (item, position) = Math.DivRem(wrong[0], positions);
        int[] places = [.. Enumerable.Range(0, channels).Select(channel => (item * channels + channel) * positions + position)];
        OracleResult<T> expected = ExactOracle.EvaluateAt<T>(p, data.Input, data.Weight, data.Bias, places);
        for (int channel = 0; channel < channels; channel++)
        {
            T actual = output[places[channel]];
            if (actual == expected.Values[channel]) continue;
            return new Mismatch(Coordinates(p, places[channel]), double.CreateChecked(expected.Values[channel]), double.CreateChecked(actual),
                expected.Error(channel, actual), 0, wrong.Count, (int)p.Batch * positions);
        }
        return null;
    }

    private static bool IsRight<T>(CaseData<T> data, int index, T actual, AccuracyClass accuracy, double normwise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T expected = data.Expected.Values[index];
        if (T.IsNaN(expected)) return T.IsNaN(actual);
        // A zero's sign is without meaning here (SPEC.md, "Special values"), so == and not the bits.
        if (actual == expected) return true;
        if (accuracy == AccuracyClass.SummedInFloat && !data.IsExact)
        {
            var (least, greatest) = data.Expected.RoundedFrom<float>(index);
            return actual >= least && actual <= greatest;
        }
        // The comparison is this way round so that a NaN, which is neither ≤ nor > anything, never passes.
        return data.Expected.Error(index, actual) <= Allowed(data, index, accuracy, normwise);
    }

    private static double Allowed<T>(CaseData<T> data, int index, AccuracyClass accuracy, double normwise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (normwise > 0) return normwise;
        if (data.IsExact) return 0;
        if (accuracy != AccuracyClass.SummedInFloat) return data.Expected.Bound(index);
        var (least, greatest) = data.Expected.RoundedFrom<float>(index);
        return Math.Max(data.Expected.Error(index, least), data.Expected.Error(index, greatest));
    }

    /// <summary>The largest error over the largest bound: what <see cref="NormwiseGrowth"/> allows for. Null where results
    /// are exact, where there are none, and where one is not finite.</summary>
    /// <param name="data">The case.</param>
    /// <param name="output">Y: [N, C_out, o…], dense.</param>
    public static double? NormwiseError<T>(CaseData<T> data, ReadOnlySpan<T> output) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double error = 0, bound = 0;
        for (int i = 0; i < data.Expected.Count; i++)
            (error, bound) = (Math.Max(error, data.Expected.Error(i, output[data.PlaceOf(i)])), Math.Max(bound, data.Expected.Bound(i)));
        return data.IsExact || !double.IsFinite(error / bound) ? null : error / bound;
    }

    private static double NormwiseBound<T>(CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        for (int i = 0; i < data.Expected.Count; i++) largest = Math.Max(largest, data.Expected.Bound(i));
        return NormwiseGrowth * largest;
    }

    private static double LargestExpected<T>(CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (T value in data.Expected.Values)
            if (T.IsFinite(value)) largest = Math.Max(largest, Math.Abs(double.CreateChecked(value)));
        return largest;
    }

    private static long[] Coordinates(ConvolutionProblem problem, int index)
    {
        var shape = problem.OutputShape;
        var at = new long[shape.Length];
        long rest = index;
        for (int axis = shape.Length - 1; axis >= 0; axis--) (rest, at[axis]) = Math.DivRem(rest, (long)shape[axis]);
        return at;
    }
}
