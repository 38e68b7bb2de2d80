using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>A failure as plain lines: reason, place, smallest case, the command that runs it again.</summary>
public static class FailureText
{
    /// <summary>The lines.</summary>
    public static string Of(CaseResult result)
    {
        List<string> lines = [result.Verdict.Reason];
        if (result.Verdict.Mismatch?.Map is { } map) lines.Add($"wrong: {map.Where}");
        if (result.Shrunk is { } shrunk) lines.Add($"smallest case that fails alike: {shrunk.Line}: {shrunk.Verdict.Reason}");
        lines.Add(Replay(result));
        return string.Join('\n', lines);
    }

    /// <summary>The command that runs the case again, or the shrunk one.</summary>
    public static string Replay(CaseResult result) =>
        $"convcheck replay {Shell.Quote(result.Shrunk?.Line ?? ReproCase.LineOf(result.Case))} --engine {Shell.Quote(result.Engine)}";
}
