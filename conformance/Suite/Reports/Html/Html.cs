using System.Net;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>What every section writes.</summary>
public static class Html
{
    /// <summary>Text, encoded for HTML and for attributes in double quotes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text, encoded; what stands between backticks is set as code.</summary>
    public static string WithCode(string text) =>
        string.Concat(text.Split('`').Select((part, i) => i % 2 == 0 ? Text(part) : $"<code>{Text(part)}</code>"));

    /// <summary>A table that scrolls on its own where the page is narrow.</summary>
    /// <param name="heads">The cells of the first row, as HTML; one that begins with "#" heads a column of numbers.</param>
    /// <param name="rows">Cells as HTML.</param>
    public static string Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        string Class(int column) => heads[column].StartsWith('#') ? " class=\"number\"" : "";
        string head = string.Concat(heads.Select((h, i) => $"<th{Class(i)}>{h.TrimStart('#')}</th>"));
        string body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select((cell, i) => $"<td{Class(i)}>{cell}</td>"))}</tr>\n"));
        return $"<div class=\"wide\"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n";
    }

    /// <summary>A text that is meant to be copied, with a button for it.</summary>
    public static string Copyable(string text) => $"<div class=\"copy\"><pre><code>{Text(text.TrimEnd('\n'))}</code></pre></div>";

    /// <summary>The fragment that filters the cases of the page; null leaves a choice open.</summary>
    public static string Filter(string? engine = null, ElementType? type = null, string? feature = null, string? verdict = null)
    {
        List<string> parts = [];
        Add("engine", engine);
        Add("type", type is { } t ? Name(t) : null);
        Add("feature", feature);
        Add("verdict", verdict);
        return Text($"#cases?{string.Join('&', parts)}");

        void Add(string key, string? value)
        {
            if (value is not null) parts.Add($"{key}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>"f32".</summary>
    public static string Name(ElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>An engine's name, as HTML: of a file without its folders, which stand in the tip.</summary>
    public static string Engine(string name) => Short(name) is var brief && brief == name ? Text(name) : $"<span title=\"{Text(name)}\">{Text(brief)}</span>";

    /// <summary>A name as a word that an id may be.</summary>
    public static string Id(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static string Short(string name) =>
        name.StartsWith("cmd:", StringComparison.Ordinal) || name.EndsWith('/') ? name : name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>A verdict as a word with its sign: what colour says is never said by colour alone.</summary>
    public static string Badge(VerdictKind kind) => $"<span class=\"badge {VerdictSign.Of(kind).Style}\">{VerdictSign.Of(kind).Sign} {VerdictSign.Of(kind).Words}</span>";
}

/// <summary>How a verdict looks.</summary>
/// <param name="Sign">One character.</param>
/// <param name="Words">What it is called on the page.</param>
/// <param name="Style">Its class: "good", "bad", "known", "none" or "open".</param>
public readonly record struct VerdictSign(string Sign, string Words, string Style)
{
    /// <summary>Of a kind.</summary>
    public static VerdictSign Of(VerdictKind kind) => kind switch
    {
        VerdictKind.Passed => new("✓", "passed", "good"),
        VerdictKind.Unsupported => new("–", "unsupported", "none"),
        VerdictKind.Suspect => new("?", "suspect", "open"),
        VerdictKind.KnownFailure => new("k", "known failure", "known"),
        VerdictKind.Failed => new("✗", "failed", "bad"),
        VerdictKind.Crashed => new("✗", "crashed", "bad"),
        VerdictKind.TimedOut => new("✗", "timed out", "bad"),
        VerdictKind.MemoryExceeded => new("✗", "memory exceeded", "bad"),
        VerdictKind.Garbled => new("✗", "garbled", "bad"),
        VerdictKind.OutOfBounds => new("✗", "out of bounds", "bad"),
        VerdictKind.Nondeterministic => new("✗", "nondeterministic", "bad"),
        VerdictKind.StateBetweenCalls => new("✗", "state between calls", "bad"),
        VerdictKind.NotThreadSafe => new("✗", "not thread-safe", "bad"),
        VerdictKind.InputModified => new("✗", "input modified", "bad"),
        VerdictKind.UnexpectedPass => new("✗", "unexpected pass", "bad"),
        _ => new("✗", kind.ToString(), "bad"),
    };
}
