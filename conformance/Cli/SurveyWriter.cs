using Conformance.Catalog;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Reports;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Accuracy and special values on the console: what is worth a line; the report has all of it.</summary>
internal static class SurveyWriter
{
    public static void Print(IAnsiConsole console, RunReport report)
    {
        foreach (AccuracyProfile profile in report.Profiles.Where(p => IsLess(p) || (p.IsBiased && p.Promised != AccuracyClass.Normwise)))
        {
            string bias = profile.IsBiased ? $"; biased, mean {profile.SignedMean:G2} u" : "";
            console.MarkupLineInterpolated($"[yellow]accuracy:[/] {profile.Engine} {profile.Type.ToString().ToLowerInvariant()} promises {profile.Promised}, shows {profile.Measured}: error / bound up to {profile.LargestRatio:G3}{bias}");
        }
        foreach (var same in report.SpecialValues.Where(v => !v.Keeps).GroupBy(v => (v.Probe, v.Level, v.Expected, v.Observed)))
            console.MarkupLineInterpolated($"[yellow]special value:[/] {string.Join(", ", same.Select(v => v.Engine))}: {same.Key.Probe} {same.Key.Level.ToString().ToLowerInvariant()} give {same.Key.Expected}, gives {same.Key.Observed}");
    }

    /// <summary>Whether errors are larger than promised.</summary>
    private static bool IsLess(AccuracyProfile profile) => profile.Measured > profile.Promised switch
    {
        AccuracyClass.Componentwise => MeasuredAccuracy.Componentwise,
        AccuracyClass.SummedInFloat => MeasuredAccuracy.SummedInFloat,
        _ => MeasuredAccuracy.Normwise,
    };
}
