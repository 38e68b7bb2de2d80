using MathNet.Numerics.Statistics;
using Perfolizer.Mathematics.Cpd;

namespace Conformance.Bench.History;

/// <summary>One layer's cost with one kernel on one machine, run after run.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Points">The runs in order.</param>
internal sealed record Trend(MachineFingerprint Machine, string Kernel, string Layer, IReadOnlyList<(HistoryRecord Run, LayerCost Cost)> Points)
{
    /// <summary>The fewest runs between two changes: a single run that was off is no change.</summary>
    private const int Distance = 5;

    /// <summary>A smaller step is not marked, however certain.</summary>
    private const double SmallestStep = 0.01;

    /// <summary>All trends of some records.</summary>
    public static IReadOnlyList<Trend> Of(IEnumerable<HistoryRecord> records) =>
    [
        .. from run in records
           from layer in run.Layers
           group (run, layer.Value) by (run.Machine, run.Kernel, layer.Key) into series
           select new Trend(series.Key.Machine, series.Key.Kernel, series.Key.Key, [.. series]),
    ];

    /// <summary>Where the level changes: the number of the first run after it, and the change of the median, such as 0.05
    /// for 5 % slower. By ED-PELT: K. Haynes, P. Fearnhead and I. Eckley, A computationally efficient nonparametric
    /// approach for changepoint detection, Statistics and Computing 27 (2017); the implementation is Perfolizer's.</summary>
    public IReadOnlyList<(int First, double Change)> Changes
    {
        get
        {
            double[] ratios = [.. Points.Select(point => point.Cost.Ratio)];
            if (ratios.Length < 2 * Distance) return [];
            int[] starts = [0, .. EdPeltChangePointDetector.Instance.GetChangePointIndexes(ratios, Distance).Select(last => last + 1), ratios.Length];
            return
            [
                .. from i in Enumerable.Range(1, starts.Length - 2)
                   let change = ratios[starts[i]..starts[i + 1]].Median() / ratios[starts[i - 1]..starts[i]].Median() - 1
                   where Math.Abs(change) >= SmallestStep
                   select (starts[i], change),
            ];
        }
    }
}
