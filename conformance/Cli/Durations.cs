using System.CommandLine.Parsing;

namespace Conformance.Cli;

/// <summary>Times as people write them.</summary>
internal static class Durations
{
    public static TimeSpan Parse(string option, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        (string number, double factor) = text switch
        {
            [.. var head, 'm', 's'] => (head, 1e-3),
            [.. var head, 's'] => (head, 1),
            [.. var head, 'm'] => (head, 60),
            _ => (text, 1.0),
        };
        if (double.TryParse(number, out double seconds) && seconds * factor is > 0 and < 1e6) return TimeSpan.FromSeconds(seconds * factor);
        result.AddError($"{option} {text}: must be a time such as 500ms, 60s or 2m");
        return default;
    }
}
