using Conformance.Spec;

namespace Conformance.Laws;

/// <summary>Findings that likely have one cause.</summary>
/// <param name="Name">The seeded faults that give the same wrong output, or what the smallest problems have in common.</param>
/// <param name="Findings">The findings, the simplest problem first.</param>
public sealed record Cause(string Name, IReadOnlyList<Finding> Findings)
{
    private const int MostNames = 3;

    /// <summary>Groups findings.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="engine">The engine that they are of.</param>
    /// <param name="known">Wrong engines to compare with.</param>
    public static IReadOnlyList<Cause> Group(
        IEnumerable<Finding> findings, LawSubject engine, IReadOnlyList<WrongEngine> known) =>
        [.. findings.GroupBy(finding => Likely(finding, engine, known))
            .Select(group => new Cause(group.Key, [.. group.OrderBy(finding => ProblemShrinks.Weight(finding.Problem))]))
            .OrderBy(cause => ProblemShrinks.Weight(cause.Findings[0].Problem))];

    private static string Likely(Finding finding, LawSubject engine, IReadOnlyList<WrongEngine> known)
    {
        ConvolutionProblem p = finding.Problem;
        float[]? actual = Output(engine, finding), right = Output(new LawSubject("naive", engine.Accuracy, _ => new Forms.NaiveConvolution<float>()), finding);
        if (actual is not null && right is not null && !actual.SequenceEqual(right))
        {
            List<string> alike = [.. known.Where(k => k.Errs(p) && Output(k.Engine, finding) is { } wrong && wrong.SequenceEqual(actual)).Select(k => k.Id)];
            if (alike.Count > 0) return $"behaves like {string.Join(", ", alike.Take(MostNames))}{(alike.Count > MostNames ? ", …" : "")}";
        }
        return $"needs {finding.Features}";
    }

    /// <summary>What a fresh engine gives for the finding's problem with numbers drawn for it; null where it cannot say.</summary>
    private static float[]? Output(LawSubject engine, Finding finding)
    {
        var context = new LawContext(engine.Renewed(), finding.Problem, finding.Seed);
        try { return context.Convolve(finding.Problem, context.Input, context.Weight, context.Bias).Values; }
        catch (Exception e) when (e is UnsupportedProblemException or EngineCrashException) { return null; }
    }
}
