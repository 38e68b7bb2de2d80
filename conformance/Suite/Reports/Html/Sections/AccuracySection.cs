using System.Globalization;

namespace Conformance.Suite.Reports;

/// <summary>The accuracy profiles in numbers; each engine's own block has the plot.</summary>
internal sealed class AccuracySection : IReportSection
{
    public string Id => "accuracy";

    public string Title => "Accuracy";

    public string? Render(RunReport report) => report.Profiles.Count == 0 ? null
        : "<p>Sums of 4 to 2304 products, of both signs and of one. Error / bound: over each output's own γ(n)·Σ|x·w| + n·η. ULPs, mean and growth: "
            + "where all products are positive. Mean: signed, in units of roundoff; leaning: of −1 … 1, with how many standard errors it is from 0. "
            + "Growth: e in error ∝ nᵉ, about ½ for one running sum.</p>\n"
            + Html.Table(["engine", "type", "promises", "shows", "#error / bound", "#99.9 %", "#ULPs", "#99.9 %", "#mean", "#leaning", "#growth"], report.Profiles.Select(profile => new[]
            {
                Html.Engine(profile.Engine), Html.Name(profile.Type), Words(profile.Promised.ToString()), Words(profile.Measured.ToString()),
                Number(profile.LargestRatio), Number(profile.Ratio999), Number(profile.LargestUlps), Number(profile.Ulps999), Number(profile.SignedMean),
                $"{Number(profile.Leaning)} ({Number(profile.Significance)})", Number(profile.Growth),
            }));

    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    /// <summary>"SummedInFloat" as "summed in float".</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
