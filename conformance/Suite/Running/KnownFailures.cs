using System.IO.Enumeration;
using Conformance.Spec;

namespace Conformance.Suite.Running;

/// <summary>Failures that are expected: conformance/known-failures.txt. One that passes fails the run.</summary>
public sealed class KnownFailures
{
    private readonly List<(string Engine, ConvolutionProblem Problem, string Reason)> reasons = [];

    /// <summary>Reads the list: an engine, a problem line, "#" and the reason. In the engine's name "*" stands for anything;
    /// quotes hold a name with spaces together.</summary>
    /// <exception cref="InvalidDataException">A line has not that form.</exception>
    public KnownFailures(IEnumerable<string> lines)
    {
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (line.Trim() is "" or ['#', ..]) continue;
            string[] parts = line.Split('#', 2, StringSplitOptions.TrimEntries);
            string[] names = parts[0] is ['"', ..]
                ? parts[0][1..].Split('"', 2, StringSplitOptions.TrimEntries)
                : parts[0].Split(' ', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || parts[1].Length == 0 || names.Length < 2)
                throw new InvalidDataException($"known-failures.txt:{number}: must be an engine, a problem line, \"#\" and a reason");
            try { reasons.Add((names[0], ConvolutionProblem.Parse(names[1]), parts[1])); }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw new InvalidDataException($"known-failures.txt:{number}: {e.Message}", e);
            }
        }
    }

    /// <summary>The list that comes with the suite.</summary>
    public static KnownFailures Shipped { get; } = ReadShipped();

    /// <summary>The verdict in the light of the list: a known failure is known, and one that passes is a failure.</summary>
    public Verdict Apply(string engine, ConvolutionProblem problem, Verdict verdict)
    {
        string? reason = reasons.FirstOrDefault(known =>
            known.Problem.Equals(problem) && FileSystemName.MatchesSimpleExpression(known.Engine, engine, ignoreCase: false)).Reason;
        if (reason is null) return verdict;
        if (verdict.IsFailure) return verdict with { Kind = VerdictKind.KnownFailure, Reason = $"{reason} ({verdict.Kind}: {verdict.Reason})" };
        return verdict.Kind == VerdictKind.Passed
            ? new Verdict(VerdictKind.UnexpectedPass, $"known-failures.txt expects a failure: {reason}")
            : verdict;
    }

    private static KnownFailures ReadShipped()
    {
        using Stream stream = typeof(KnownFailures).Assembly.GetManifestResourceStream("known-failures.txt")
            ?? throw new InvalidDataException("known-failures.txt: not embedded");
        using var reader = new StreamReader(stream);
        return new KnownFailures(reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n'));
    }
}
