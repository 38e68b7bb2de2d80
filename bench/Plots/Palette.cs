using System.Globalization;
using System.Text.RegularExpressions;
using OxyPlot;

namespace Conformance.Bench.Plots;

/// <summary>How our pictures look: colours that the colour-blind can tell apart (Okabe and Ito), legible on light and dark ground.</summary>
internal static partial class Palette
{
    public static readonly OxyColor Grey = OxyColor.FromRgb(128, 128, 128), Blue = OxyColor.FromRgb(0, 114, 178), Vermilion = OxyColor.FromRgb(213, 94, 0);

    private static readonly OxyColor[] Others =
        [OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167), OxyColor.FromRgb(86, 180, 233), Grey, Vermilion, OxyColor.FromRgb(150, 110, 60)];

    /// <summary>Blue is ours.</summary>
    public static OxyColor Of(int number) => number == 0 ? Blue : Others[(number - 1) % Others.Length];

    /// <summary>A model without anything in it.</summary>
    public static PlotModel Model(string title) => new() { Title = title, TitleFontSize = 14, TextColor = Grey, PlotAreaBorderColor = Grey };

    /// <summary>The picture as SVG that a page can scale.</summary>
    public static string Svg(PlotModel model, double width, double height)
    {
        string svg = new SvgExporter { Width = width, Height = height, IsDocument = false }.ExportToString(model);
        // The exporter measures text in a font that few systems have, and cuts off what is wider in another: nothing is cut.
        svg = CutOff().Replace(svg, "").Replace("font-family=\"Segoe UI\"", "font-family=\"system-ui, sans-serif\"", StringComparison.Ordinal);
        return svg.Replace("<svg ", string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" "), StringComparison.Ordinal);
    }

    [GeneratedRegex(" clip-path=\"[^\"]*\"")]
    private static partial Regex CutOff();
}
