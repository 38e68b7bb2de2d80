using Conformance.Bench.Compare;
using Conformance.Bench.Peers;
using Conformance.Spec;
using Conformance.Suite.Reports;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Conformance.Bench.Plots;

/// <summary>A comparison as pictures: speed by layer, and the roofline.</summary>
internal static class RacePlots
{
    /// <summary>Writes bars.svg and roofline.svg.</summary>
    /// <param name="folder">Where to; made if it is not there.</param>
    /// <param name="rows">The layers with their results.</param>
    /// <param name="threads">Threads of each engine.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<(ConvolutionProblem Layer, string Label, Standing Standing)> rows, int threads)
    {
        Directory.CreateDirectory(folder);
        RunReport.WriteFile(Path.Combine(folder, "bars.svg"), Bars(rows));
        RunReport.WriteFile(Path.Combine(folder, "roofline.svg"), Roofline(rows, threads, threads * Enumerable.Range(0, 20).Max(_ => FmaPeak.Measure()), MemoryPeak.Measure(threads)));
    }

    /// <summary>Each layer's speed as a share of the FMA peak, engine by engine.</summary>
    internal static string Bars(IReadOnlyList<(ConvolutionProblem Layer, string Label, Standing Standing)> rows)
    {
        PlotModel model = Palette.Model("share of the FMA peak, %");
        // The exporter measures text as narrower than browsers set it.
        model.PlotMargins = new OxyThickness(110, 8, 12, 30);
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.BottomRight, LegendPlacement = LegendPlacement.Inside });
        var names = new CategoryAxis { Position = AxisPosition.Left, Key = "layers", StartPosition = 1, EndPosition = 0, GapWidth = 0.3, TicklineColor = Palette.Grey };
        names.Labels.AddRange(rows.Select(row => row.Label));
        model.Axes.Add(names);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Key = "share", Minimum = 0, TicklineColor = Palette.Grey, MajorGridlineStyle = LineStyle.Dot, MajorGridlineColor = OxyColor.FromAColor(80, Palette.Grey) });
        string[] entrants = [.. rows.SelectMany(row => row.Standing.Results).Where(r => r.IsValid && !r.Entrant.IsForScaling && r.Entrant.Factory.Role != ContenderRole.OwnLayout)
            .OrderBy(r => r.Entrant.Factory.Role).Select(r => r.Entrant.Name).Distinct()];
        for (int number = 0; number < entrants.Length; number++)
        {
            var series = new BarSeries { Title = entrants[number], FillColor = Palette.Of(number), YAxisKey = "layers", XAxisKey = "share" };
            series.Items.AddRange(rows.Select(row => new BarItem(100 * (row.Standing.Results.FirstOrDefault(r => r.IsValid && r.Entrant.Name == entrants[number])?.Share ?? 0))));
            model.Series.Add(series);
        }
        return Palette.Svg(model, 900, 120 + rows.Count * (10 + 9 * entrants.Length));
    }

    /// <summary>Speed against operations a byte, under what the core can compute and what the memory can move. The bytes are
    /// those of all three tensors, once each: a layer that fits a cache may lie above the slope.</summary>
    internal static string Roofline(IReadOnlyList<(ConvolutionProblem Layer, string Label, Standing Standing)> rows, int threads, double peak, double bandwidth)
    {
        PlotModel model = Palette.Model($"GFLOP/s against operations a byte, {threads} thread{(threads == 1 ? "" : "s")}");
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.BottomRight });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Title = "operations a byte", TicklineColor = Palette.Grey, Minimum = 0.5, Maximum = 1000 });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, Title = "GFLOP/s", TicklineColor = Palette.Grey, MajorGridlineStyle = LineStyle.Dot, MajorGridlineColor = OxyColor.FromAColor(80, Palette.Grey) });
        var roof = new LineSeries { Title = "roof", Color = Palette.Grey };
        foreach (double intensity in new[] { 0.5, peak / bandwidth, 1000 }) roof.Points.Add(new(intensity, Math.Min(peak, intensity * bandwidth) / 1e9));
        model.Series.Add(roof);
        Add("ours", Palette.Blue, MarkerType.Circle, standing => standing.Ours);
        Add("best peer", Palette.Vermilion, MarkerType.Diamond, standing => standing.Peer);
        return Palette.Svg(model, 760, 480);

        void Add(string title, OxyColor colour, MarkerType marker, Func<Standing, RaceResult?> choose)
        {
            var points = new ScatterSeries { Title = title, MarkerFill = OxyColor.FromAColor(200, colour), MarkerType = marker, MarkerSize = 4 };
            foreach (var (layer, _, standing) in rows)
            {
                double bytes = RooflineTable.Bytes(layer), operations = 2.0 * layer.MultiplyAdds;
                if (choose(standing) is { } result) points.Points.Add(new(operations / bytes, operations / result.Seconds / 1e9));
            }
            model.Series.Add(points);
        }
    }
}
