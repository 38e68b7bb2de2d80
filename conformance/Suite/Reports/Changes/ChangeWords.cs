namespace Conformance.Suite.Reports;

/// <summary>How changes are called, in the order in which they are told.</summary>
public static class ChangeWords
{
    /// <summary>Kind, words, and the style of <see cref="VerdictSign"/>.</summary>
    public static IReadOnlyList<(ChangeKind Kind, string Sign, string Words, string Style)> All { get; } =
    [
        (ChangeKind.Broken, "✗", "broken", "bad"),
        (ChangeKind.NewFailure, "✗", "new and failing", "bad"),
        (ChangeKind.StillFailing, "✗", "still failing", "known"),
        (ChangeKind.Lost, "–", "passed before, not computed or counted now", "known"),
        (ChangeKind.Fixed, "✓", "fixed", "good"),
        (ChangeKind.New, "+", "new", "none"),
        (ChangeKind.Gone, "−", "gone", "none"),
        (ChangeKind.Same, "=", "same", "none"),
    ];

    /// <summary>The kinds that are told one by one: the others are only counted.</summary>
    public static bool IsTold(ChangeKind kind) => kind is not (ChangeKind.Same or ChangeKind.New or ChangeKind.Gone);

    /// <summary>The change as one line, without its kind.</summary>
    public static string Line(Change change) => $"{change.Engine}: {change.What}: {change.Before ?? "not there"} → {change.After ?? "not there"}";
}
