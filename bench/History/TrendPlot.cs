using Conformance.Bench.Plots;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Conformance.Bench.History;

/// <summary>A trend as an SVG picture.</summary>
internal static class TrendPlot
{
    private const double Width = 640, Height = 220;

    private static readonly OxyColor Line = Palette.Blue, Change = Palette.Vermilion, Grey = Palette.Grey;

    /// <summary>Draws it.</summary>
    public static string Svg(Trend trend)
    {
        var model = new PlotModel { TextColor = Grey, PlotAreaBorderColor = Grey, PlotMargins = new OxyThickness(52, 8, 10, 36) };
        double most = trend.Points.Max(point => point.Cost.Upper), least = trend.Points.Min(point => point.Cost.Lower), room = Math.Max(0.1 * (most - least), 0.02 * most);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "run", MinimumMajorStep = 1, MinimumMinorStep = 1, TicklineColor = Grey, Minimum = 0.5, Maximum = trend.Points.Count + 0.5 });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, TicklineColor = Grey, MajorGridlineStyle = LineStyle.Dot, MajorGridlineColor = OxyColor.FromAColor(60, Grey), Minimum = least - room, Maximum = most + room });
        var medians = new LineSeries { Color = OxyColor.FromAColor(150, Line), MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = Line };
        for (int i = 0; i < trend.Points.Count; i++)
        {
            LayerCost cost = trend.Points[i].Cost;
            medians.Points.Add(new(i + 1, cost.Ratio));
            model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = i + 1, MinimumY = cost.Lower, MaximumY = cost.Upper, Color = OxyColor.FromAColor(110, Line), LineStyle = LineStyle.Solid, StrokeThickness = 2 });
        }
        model.Series.Add(medians);
        foreach (var (first, change) in trend.Changes)
        {
            model.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical,
                X = first + 0.5,
                Color = Change,
                LineStyle = LineStyle.Dash,
                Text = $"{(change > 0 ? "slower" : "faster")} by {Math.Abs(change):P1}",
                TextColor = Change,
                TextOrientation = AnnotationTextOrientation.Horizontal,
            });
        }
        return Palette.Svg(model, Width, Height);
    }
}
