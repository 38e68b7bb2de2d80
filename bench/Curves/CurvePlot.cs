using Conformance.Bench.Plots;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Conformance.Bench.Curves;

/// <summary>The curves of a sweep as a picture: time against size, both logarithmic, with the points where the fastest changes.</summary>
internal static class CurvePlot
{
    /// <summary>The picture as SVG.</summary>
    public static string Svg(Sweep sweep, IReadOnlyList<Curve> curves, IReadOnlyList<Crossover> crossovers)
    {
        PlotModel model = Palette.Model("milliseconds");
        model.PlotMargins = new OxyThickness(60, 8, 12, 48);
        // The legend is measured in a narrower font than browsers take.
        model.Padding = new OxyThickness(8, 8, 40, 8);
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop, LegendPlacement = LegendPlacement.Outside, LegendLineSpacing = 4 });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Title = sweep.Grows, Base = 2, TicklineColor = Palette.Grey });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, TicklineColor = Palette.Grey, MajorGridlineStyle = LineStyle.Dot, MajorGridlineColor = OxyColor.FromAColor(80, Palette.Grey) });
        for (int number = 0; number < curves.Count; number++)
        {
            Curve curve = curves[number];
            var line = new LineSeries { Title = curve.Kernel, Color = Palette.Of(number), MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = Palette.Of(number) };
            line.Points.AddRange(curve.Sizes.Zip(curve.Seconds, (size, seconds) => new DataPoint(size, seconds * 1e3)));
            model.Series.Add(line);
        }
        var marks = new ScatterSeries { Title = "cross-over", MarkerType = MarkerType.Diamond, MarkerSize = 6, MarkerFill = OxyColors.Transparent, MarkerStroke = Palette.Grey, MarkerStrokeThickness = 2 };
        foreach (Crossover crossover in crossovers) if (crossover.At is { } at) marks.Points.Add(new(at, 1e3 * Time(curves.Single(c => c.Kernel == crossover.From), crossover, at)));
        model.Series.Add(marks);
        return Palette.Svg(model, 820, 440);
    }

    /// <summary>The time on the line between two sizes.</summary>
    private static double Time(Curve curve, Crossover crossover, double at)
    {
        int index = curve.Sizes.ToList().IndexOf(crossover.Below);
        double share = Math.Log(at / crossover.Below) / Math.Log((double)crossover.Above / crossover.Below);
        return curve.Seconds[index] * Math.Pow(curve.Seconds[index + 1] / curve.Seconds[index], share);
    }
}
