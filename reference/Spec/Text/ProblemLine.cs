using System.Text;

namespace Conformance.Spec.Text;

/// <summary>
/// A line that describes a problem and, where a case is meant, element type, fill and seed:
/// <c>forward f32 bias strict exact@17 g2mb1ic4ih5oc4kh3n"name"</c>. The grammar is in SPEC.md.
/// </summary>
/// <param name="Problem">The problem.</param>
/// <param name="Type">The element type, where the line names one.</param>
/// <param name="Fill">The fill, where the line names one.</param>
/// <param name="Seed">The seed of the fill.</param>
public sealed record ProblemLine(
    ConvolutionProblem Problem, ElementType? Type = null, FillKind? Fill = null, ulong Seed = 0)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="ProblemFormatException">The line breaks a rule of the text (T1 …) or the problem
    /// that it describes breaks one of the problem (C1 …); the error points at the entry.</exception>
    public static ProblemLine Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var tokens = ProblemLexer.Read(line);
        try
        {
            return new ProblemLine(ProblemBuilder.Build(tokens), tokens.Type, tokens.Fill, tokens.Seed);
        }
        catch (RuleException broken)
        {
            throw tokens.Blame(broken.Entry, broken.Message);
        }
        catch (OverflowException)
        {
            throw tokens.Blame("", "C13: every count of a problem must fit in 64 bits");
        }
    }

    /// <summary>The problem, where the line says nothing else.</summary>
    /// <exception cref="ProblemFormatException">T9: it names a type, a fill or a seed.</exception>
    public ConvolutionProblem OnlyProblem() =>
        Type is null && Fill is null
            ? Problem
            : throw new ProblemFormatException(0, "", "T9: the line describes a case, where a problem is expected");

    /// <summary>The shortest line that reads back to the same.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Type is { } type) text.Append("forward ").Append(type.ToString().ToLowerInvariant()).Append(' ');
        if (Problem.HasBias) text.Append("bias ");
        if (Problem.IsStrict) text.Append("strict ");
        if (Fill is { } fill) text.Append(fill.ToString().ToLowerInvariant()).Append('@').Append(Seed).Append(' ');
        return text.Append(ProblemWriter.WriteEntries(Problem)).ToString();
    }
}
