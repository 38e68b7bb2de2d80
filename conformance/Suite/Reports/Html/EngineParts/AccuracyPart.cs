using System.Globalization;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>How accurate an engine is: a line and a small plot for each element type that was measured.</summary>
internal sealed class AccuracyPart : IEnginePart
{
    private const double Width = 120, Height = 36;

    public string? Render(RunReport report, string engine, IReadOnlyList<CaseResult> results)
    {
        AccuracyProfile[] profiles = [.. report.Profiles.Where(profile => profile.Engine == engine).OrderBy(profile => profile.Type)];
        return profiles.Length == 0 ? null : Html.Table(["accuracy", "promised", "measured", "#error / bound", "#ULPs", "error against terms of a sum"], profiles.Select(p => new[]
        {
            Html.Name(p.Type), Words(p.Promised.ToString()), Words(p.Measured.ToString()), $"{p.LargestRatio:G3}", $"{p.LargestUlps:G3}", Plot(p.Points),
        }));
    }

    /// <summary>"CorrectlyRounded" as "correctly rounded".</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : $"{c}"));

    /// <summary>Root mean square error in units of rounding against the number of products, both by their logarithms.</summary>
    private static string Plot(IReadOnlyList<AccuracyPoint> points)
    {
        AccuracyPoint[] drawn = [.. points.Where(p => p.Rms > 0 && p.Terms > 0).OrderBy(p => p.Terms)];
        if (drawn.Length < 2) return points.Count > 0 ? "no error" : "";
        double left = Math.Log(drawn[0].Terms), right = Math.Log(drawn[^1].Terms), low = Math.Min(-2, drawn.Min(p => Math.Log2(p.Rms))), high = Math.Max(4, drawn.Max(p => Math.Log2(p.Rms)));
        if (!(right > left) || !double.IsFinite(high)) return "";
        string At(AccuracyPoint p) => string.Create(CultureInfo.InvariantCulture,
            $"{2 + (Width - 4) * (Math.Log(p.Terms) - left) / (right - left):F1},{Height - 2 - (Height - 4) * (Math.Log2(p.Rms) - low) / (high - low):F1}");
        string words = $"{drawn[0].Rms:G2} u at {drawn[0].Terms} terms, {drawn[^1].Rms:G2} u at {drawn[^1].Terms}";
        return $"<svg class=\"plot\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{words}\"><title>{words}</title><polyline points=\"{string.Join(' ', drawn.Select(At))}\"/></svg> <small>{words}</small>";
    }
}
