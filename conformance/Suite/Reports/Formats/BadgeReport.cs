using System.Text.Json;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>The report as a badge: JSON as an endpoint for shields.io gives it.</summary>
public static class BadgeReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The file's text.</summary>
    public static string Render(RunReport report)
    {
        int failures = report.Failures.Count() + report.Laws.Count(law => law.Broken > 0);
        int passed = report.Results.Count(result => result.Verdict.Kind == VerdictKind.Passed);
        // What passed nothing has shown nothing.
        (string message, string color) = failures > 0 ? ($"{failures:N0} failed", "orange") : passed > 0 ? ($"{passed:N0} passed", "blue") : ("nothing passed", "lightgrey");
        return JsonSerializer.Serialize(new { SchemaVersion = 1, Label = "convolution conformance", Message = message, Color = color }, Options) + "\n";
    }
}
