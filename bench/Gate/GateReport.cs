using System.Globalization;
using System.Text;

namespace Conformance.Bench.Gate;

/// <summary>The gate's findings as Markdown, which a console can show too.</summary>
internal static class GateReport
{
    /// <summary>Writes it.</summary>
    /// <param name="title">What was compared.</param>
    /// <param name="results">What was found.</param>
    /// <param name="level">The chance of any false word.</param>
    /// <param name="margin">A change up to this is none.</param>
    public static string Write(string title, IReadOnlyList<GateResult> results, double level, double margin)
    {
        var text = new StringBuilder(FormattableString.Invariant(
            $"{title}\n\n| layer | verdict | change | {100 * (1 - level):G4} % interval | trials |\n|---|---|---:|---:|---:|\n"));
        foreach (GateResult result in results)
        {
            string numbers = result.Change is { } c
                ? string.Create(CultureInfo.InvariantCulture, $"{Percent(c.Estimate)} % | {Percent(c.Lower)} … {Percent(c.Upper)} | {c.Trials}")
                : "| | ";
            text.Append(CultureInfo.InvariantCulture, $"| {Layers.Label(result.Layer)} | {Say(result, margin)} | {numbers} |\n");
        }
        return text.Append(FormattableString.Invariant(
            $"\nThe intervals hold for all layers and all looks together: a false \"slower\" or \"faster\" anywhere has a chance below {level:G3}.\n")).ToString();
    }

    /// <summary>Rounded first: a number that rounds to 0 has no sign.</summary>
    private static string Percent(double share) => (Math.Round(100 * share, 1) + 0.0).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    private static string Say(GateResult result, double margin) => result.Decision switch
    {
        Decision.Slower => string.Create(CultureInfo.InvariantCulture, $"**slower by {100 * result.Change!.Value.Estimate:F1} %**"),
        Decision.Faster => string.Create(CultureInfo.InvariantCulture, $"faster by {-100 * result.Change!.Value.Estimate:F1} %"),
        Decision.Same => string.Create(CultureInfo.InvariantCulture, $"no change larger than {100 * margin:G2} %"),
        _ => "can't tell within the budget",
    };
}
