using System.Text.Json;

namespace Conformance.Suite.Reports;

/// <summary>Reports read back from their JSON files.</summary>
public static class ReportFile
{
    /// <summary>Reads a report.</summary>
    /// <exception cref="InvalidDataException">The file holds no report, or one that this version cannot read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static RunReport Read(string path)
    {
        string text = File.ReadAllText(path);
        try
        {
            using (JsonDocument document = JsonDocument.Parse(text))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schemaVersion", out JsonElement version))
                    throw new InvalidDataException($"{path}: no report: \"schemaVersion\" is missing");
                if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != RunReport.Version)
                    throw new InvalidDataException($"{path}: \"schemaVersion\" is {version.GetRawText()}, where {RunReport.Version} can be read");
            }
            return JsonSerializer.Deserialize<RunReport>(text, RunReport.Options)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: no report: {e.Message}", e);
        }
    }
}
