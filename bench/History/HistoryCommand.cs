using System.CommandLine;
using System.Globalization;
using Conformance.Suite.Reports;

namespace Conformance.Bench.History;

/// <summary>"history": the trend of each layer, with its changes.</summary>
internal static class HistoryCommand
{
    public const string Verb = "history";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file of JSON lines that \"record\" appends to." };
        var html = new Option<string?>("--html") { Description = "Write a page with plots." };
        var command = new Command(Verb, "The trend of each layer, with its changes.") { file, html };
        command.SetAction(options =>
        {
            try
            {
                var (records, problems) = HistoryFile.Read(options.GetRequiredValue(file));
                foreach (string problem in problems) Console.Error.WriteLine($"history: {problem}");
                IReadOnlyList<Trend> trends = Trend.Of(records);
                Console.WriteLine($"{records.Count} runs, {trends.Count} trends, {problems.Count} lines skipped");
                foreach (Trend trend in trends)
                {
                    foreach (var (first, change) in trend.Changes)
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                            $"{trend.Layer}, {trend.Kernel}: {(change > 0 ? "slower" : "faster")} by {100 * Math.Abs(change):F1} % from run {first + 1} on, {HistoryPage.Commit(trend.Points[first].Run)}"));
                    }
                }
                if (options.GetValue(html) is { } path)
                {
                    RunReport.WriteFile(path, HistoryPage.Render(trends, problems));
                    Console.WriteLine($"wrote {path}");
                }
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"history: {e.Message}");
                return 2;
            }
        });
        return command;
    }
}
