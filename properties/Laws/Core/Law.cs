using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>
/// How outputs of a convolution relate, whatever they are: a property that needs no expected value. Over small
/// integers it holds bit for bit, for any correct engine in any summation order.
/// </summary>
/// <param name="Name">A sentence of fact, with underscores for spaces, as a test is named.</param>
/// <param name="Formula">The relation.</param>
/// <param name="Source">The rule of SPEC.md or the theory that says it.</param>
/// <param name="Applies">The problems of which it speaks.</param>
/// <param name="Check">Null where the law holds, else what is wrong.</param>
public sealed record Law(
    string Name, string Formula, string Source, Func<ConvolutionProblem, bool> Applies, Func<LawContext, string?> Check)
{
    /// <summary>The group of laws that it belongs to; the law book sets it.</summary>
    public string Family { get; init; } = "";

    /// <summary>Whether it compares with the oracle; every other law relates an engine's outputs to each other.</summary>
    public bool UsesOracle { get; init; }

    /// <summary>Whether it speaks only of engines that sum the products themselves: a fast algorithm mixes the
    /// elements of a tile or a plane.</summary>
    public bool IsComponentwise { get; init; }

    /// <summary>Checks the law on one problem.</summary>
    public LawResult Judge(LawContext context)
    {
        if (!Applies(context.Problem)) return LawResult.DoesNotApply("not of this problem");
        if (IsComponentwise && context.Subject.Accuracy != AccuracyClass.Componentwise)
            return LawResult.DoesNotApply("not of fast algorithms");
        try
        {
            return Check(context) is { } wrong ? LawResult.Broken(wrong) : LawResult.Holds;
        }
        catch (UnsupportedProblemException unsupported)
        {
            return LawResult.DoesNotApply(unsupported.Message);
        }
        catch (EngineCrashException crash)
        {
            return LawResult.Broken(crash.Message);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What came out for a law on a problem.</summary>
public enum LawOutcome
{
    /// <summary>The law holds.</summary>
    Holds,

    /// <summary>The law does not hold.</summary>
    Broken,

    /// <summary>The law does not speak of this problem, or the engine does not compute what it needs.</summary>
    DoesNotApply,
}

/// <summary>An outcome and its reason.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">What is wrong, or why it does not apply; empty where the law holds.</param>
public readonly record struct LawResult(LawOutcome Outcome, string Reason)
{
    /// <summary>The law holds.</summary>
    public static LawResult Holds { get; } = new(LawOutcome.Holds, "");

    /// <summary>Whether the law is broken.</summary>
    public bool IsBroken => Outcome == LawOutcome.Broken;

    /// <summary>The law is broken.</summary>
    public static LawResult Broken(string reason) => new(LawOutcome.Broken, reason);

    /// <summary>The law does not apply.</summary>
    public static LawResult DoesNotApply(string reason) => new(LawOutcome.DoesNotApply, reason);
}

/// <summary>The engine does not compute a problem that a law derives.</summary>
internal sealed class UnsupportedProblemException(string reason) : Exception(reason);

/// <summary>The engine threw.</summary>
internal sealed class EngineCrashException(ConvolutionProblem problem, Exception cause)
    : Exception($"{cause.GetType().Name} on {problem}: {cause.Message.ReplaceLineEndings(" ")}", cause);
