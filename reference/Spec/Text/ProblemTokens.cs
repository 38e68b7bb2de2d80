namespace Conformance.Spec.Text;

/// <summary>The words and entries of a problem line, with the place of each.</summary>
internal sealed class ProblemTokens
{
    private readonly Dictionary<string, (long Value, int Column, string Text)> entries = [];

    public bool Bias { get; set; }
    public bool Strict { get; set; }
    public ElementType? Type { get; set; }
    public FillKind? Fill { get; set; }
    public ulong Seed { get; set; }
    public string Name { get; set; } = "";

    public bool Add(string key, long value, int column, string text) =>
        entries.TryAdd(key, (value, column, text));

    /// <summary>The number of an entry, or null where it was not typed.</summary>
    public long? this[string key] => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>The number of an entry that every line must have.</summary>
    public long Required(string key) =>
        this[key] ?? throw new ProblemFormatException(0, "", $"T5: the entry \"{key}\" is missing");

    /// <summary>An error that points at an entry, or at nothing where the entry was not typed.</summary>
    public ProblemFormatException Blame(string key, string reason) =>
        entries.TryGetValue(key, out var entry)
            ? new ProblemFormatException(entry.Column, entry.Text, reason)
            : new ProblemFormatException(0, "", reason);
}
