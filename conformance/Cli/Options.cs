using System.CommandLine;
using System.CommandLine.Parsing;
using Conformance.Spec;

namespace Conformance.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class Options
{
    public static Option<string[]> Engines() => new("--engine", "-e")
    {
        Description = "Only this engine (repeat for several); see the verb \"engines\".",
    };

    public static Option<ElementType[]> Types() => new("--type", "-t")
    {
        Description = "Element types to compute in: f16, f32, f64 (all by default).",
        CustomParser = result => [.. result.Tokens.Select(token => ParseType(token, result))],
    };

    /// <summary>The element type of laws.</summary>
    public static Option<ElementType> LawType() => new("--type", "-t")
    {
        Description = "Element type to compute in: f32 or f64.",
        DefaultValueFactory = _ => ElementType.F32,
        CustomParser = result => ParseType(result.Tokens[0], result),
    };

    public static Option<double> Level() => Checked(new Option<double>("--miss")
    {
        Description = "Draw exact fills until an engine that is wrong slips through a case with at most this probability.",
        DefaultValueFactory = _ => 1e-6,
    }, level => level is > 0 and < 1, "must lie between 0 and 1");

    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Seed of the first fill.",
        DefaultValueFactory = _ => 1,
    };

    public static Option<string?> Json() => new("--json") { Description = "Write the results to this file as JSON." };

    /// <param name="otherwise">The file that is written where the option is not given; null for none.</param>
    public static Option<string?> Html(string? otherwise = null) => new("--html")
    {
        Description = "Write the report to this file as one HTML page.",
        DefaultValueFactory = _ => otherwise,
    };

    private static ElementType ParseType(Token token, ArgumentResult result)
    {
        if (Enum.TryParse(token.Value, ignoreCase: true, out ElementType type) && Enum.IsDefined(type)) return type;
        result.AddError($"--type {token.Value}: must be f16, f32 or f64");
        return default;
    }

    private static Option<T> Checked<T>(Option<T> option, Func<T, bool> isRight, string rule)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && !isRight(value))
                result.AddError($"{option.Name} {value}: {rule}");
        });
        return option;
    }
}
