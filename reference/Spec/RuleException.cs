namespace Conformance.Spec;

/// <summary>A rule of SPEC.md is broken: names the rule, the parameter and its value.</summary>
public sealed class RuleException : ArgumentException
{
    /// <summary>Creates the error; its message reads "C9: kernel height must be at least 1, but it is 0".</summary>
    /// <param name="rule">The number of the rule in SPEC.md, such as "C9".</param>
    /// <param name="parameter">The parameter in words, such as "kernel height".</param>
    /// <param name="value">The value that breaks the rule.</param>
    /// <param name="demand">What the rule demands, as the end of a sentence that begins with the parameter.</param>
    /// <param name="entry">The key of the problem line that holds the parameter, such as "kh"; empty for none.</param>
    public RuleException(string rule, string parameter, object value, string demand, string entry = "")
        : base($"{rule}: {parameter} {demand}, but it is {value}")
    {
        (Rule, Parameter, Value, Entry) = (rule, parameter, value, entry);
    }

    /// <summary>The number of the rule in SPEC.md.</summary>
    public string Rule { get; }

    /// <summary>The parameter in words.</summary>
    public string Parameter { get; }

    /// <summary>The value that breaks the rule.</summary>
    public object Value { get; }

    /// <summary>The key of the problem line that holds the parameter, or empty.</summary>
    public string Entry { get; }
}
