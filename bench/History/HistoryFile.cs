using System.Text.Json;

namespace Conformance.Bench.History;

/// <summary>A file of JSON lines to which runs are appended. A line that cannot be read is told of, and stays where it is.</summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Appends a record as one line.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Append(string path, HistoryRecord record)
    {
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        // A line that was cut off, by a full disk or a crash, must not swallow this one.
        bool isCut = file.Length > 0;
        if (isCut)
        {
            file.Seek(-1, SeekOrigin.End);
            isCut = file.ReadByte() != '\n';
        }
        file.Seek(0, SeekOrigin.End);
        if (isCut) file.WriteByte((byte)'\n');
        file.Write(JsonSerializer.SerializeToUtf8Bytes(record, Options));
        file.WriteByte((byte)'\n');
    }

    /// <summary>The records in order, and what is to be said of lines that are none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (IReadOnlyList<HistoryRecord> Records, IReadOnlyList<string> Problems) Read(string path)
    {
        List<HistoryRecord> records = [];
        List<string> problems = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Trim().Length == 0) continue;
            try
            {
                HistoryRecord? record = JsonSerializer.Deserialize<HistoryRecord>(line, Options);
                if (record is { Schema: HistoryRecord.CurrentSchema, Machine: not null, Layers: not null, Kernel: not null, Commit: not null }
                    && record.Layers.Values.All(layer => layer is { Ratio: > 0 })) records.Add(record);
                else problems.Add($"line {number}: not a record of schema {HistoryRecord.CurrentSchema}; skipped");
            }
            catch (JsonException e)
            {
                problems.Add($"line {number}: {e.Message.Split('.')[0]}; skipped");
            }
        }
        return (records, problems);
    }
}
