namespace Conformance.Bench.Remote;

/// <summary>One line between the race and a contender's process: a mark, a verb, and what belongs to it, with tabs between.</summary>
/// <param name="Verb">What is asked, or how it went.</param>
/// <param name="Arguments">What belongs to it; the last may hold anything but a line's end.</param>
internal sealed record Message(string Verb, params IReadOnlyList<string> Arguments)
{
    public const string Prepare = "prepare";
    public const string Warm = "warm";
    public const string Turn = "turn";
    public const string Leave = "leave";
    public const string Done = "done";
    public const string Failed = "failed";

    /// <summary>Libraries write to standard output too; a line without the mark is theirs.</summary>
    private const string Mark = "@race";

    /// <summary>The message of a line; null where it is none.</summary>
    public static Message? Parse(string line)
    {
        string[] parts = line.Split('\t');
        return parts is [Mark, { Length: > 0 } verb, .. var rest] ? new Message(verb, rest) : null;
    }

    /// <summary>The line.</summary>
    public override string ToString() => string.Join('\t', [Mark, Verb, .. Arguments.Select(OnOneLine)]);

    private static string OnOneLine(string argument) => argument.ReplaceLineEndings(" ").Replace('\t', ' ');
}
