namespace Conformance.Bench.Compare;

/// <summary>Everyone on every layer in Markdown: milliseconds, and how many times as long as our best it took.</summary>
internal static class WideTable
{
    public static void Write(TextWriter to, IEnumerable<string> everyone, IReadOnlyList<(string Layer, Standing Standing)> rows)
    {
        List<string> names = [.. everyone.Where(name => rows.Any(row => row.Standing.Results.Any(result => result.Entrant.Name == name)))];
        to.WriteLine();
        to.WriteLine($"| layer | {string.Join(" | ", names)} |");
        to.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", names.Count))}");
        foreach ((string layer, Standing standing) in rows)
        {
            IEnumerable<string> cells = names.Select(name => Cell(standing, standing.Results.FirstOrDefault(result => result.Entrant.Name == name)));
            to.WriteLine($"| {layer} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Cell(Standing standing, RaceResult? result) => result switch
    {
        null => "–",
        { IsValid: false } => "failed",
        _ when result == standing.Ours => $"**{CompareTable.Milliseconds(result)}**",
        _ => standing.RatioOf(result) is { } ratio ? $"{CompareTable.Milliseconds(result)} ({ratio.Median:F2})" : CompareTable.Milliseconds(result),
    };
}
