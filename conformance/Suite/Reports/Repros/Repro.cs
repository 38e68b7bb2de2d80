using Conformance.Spec;

namespace Conformance.Suite.Reports;

/// <summary>Writes a failure down so that it can be copied and run.</summary>
public interface IReproWriter
{
    /// <summary>Where it runs, such as "C#".</summary>
    string Name { get; }

    /// <summary>The text.</summary>
    /// <returns>It; a sentence in a comment where the problem cannot be said there.</returns>
    string Write(ReproCase repro);
}

/// <summary>Every way to write a failure down. One more is one file and one line here.</summary>
public static class Repros
{
    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<IReproWriter> All { get; } = [new CommandRepro(), new CSharpRepro(), new PyTorchRepro(), new BenchdnnRepro(), new OnnxRepro()];

    /// <summary>The first lines of a program: what goes wrong, one line each.</summary>
    internal static IEnumerable<string> Heading(ReproCase repro)
    {
        yield return $"{repro.Engine}, {repro.Type.ToString().ToLowerInvariant()}: {repro.Line}".ReplaceLineEndings(" ");
        if (!repro.HasOwnNumbers) yield return "The numbers of the case came from outside; these are drawn.";
        yield return $"{repro.Verdict.Kind}: {repro.Verdict.Reason.ReplaceLineEndings(" ")}";
    }

    /// <summary>A shape as "1, 2, 5, 5".</summary>
    internal static string Show(IEnumerable<nint> shape) => string.Join(", ", shape);
}

/// <summary>The command line that runs the case again.</summary>
public sealed class CommandRepro : IReproWriter
{
    /// <inheritdoc/>
    public string Name => "convcheck";

    /// <inheritdoc/>
    public string Write(ReproCase repro) => $"convcheck replay {Shell.Quote(repro.Line)} --engine {Shell.Quote(repro.Engine)}\n";
}

/// <summary>The command line that writes the case as an ONNX backend test folder.</summary>
public sealed class OnnxRepro : IReproWriter
{
    /// <inheritdoc/>
    public string Name => "ONNX folder";

    /// <inheritdoc/>
    public string Write(ReproCase repro)
    {
        ConvolutionProblem p = repro.Problem;
        if (p.IsStrict) return "# ONNX Conv is cross-correlation: it cannot flip the kernel.\n";
        if (p.Axes.Any(axis => axis.WithoutIdleCrop() is { PadBefore: < 0 } or { PadAfter: < 0 })) return "# ONNX Conv has no negative pads.\n";
        return $"convcheck replay {Shell.Quote(repro.Line)} --engine {Shell.Quote(repro.Engine)} --onnx repro\n"
            + "# repro/model.onnx, repro/test_data_set_0/{input_0,input_1,output_0}.pb: inputs and the exact output\n";
    }
}

/// <summary>Words of a command line.</summary>
public static class Shell
{
    /// <summary>A word that a POSIX shell passes on as it is.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@') ? word
        : word.AsSpan().IndexOfAny("\"$`\\!") < 0 ? $"\"{word}\""
        : $"'{word.Replace("'", "'\\''")}'";
}
