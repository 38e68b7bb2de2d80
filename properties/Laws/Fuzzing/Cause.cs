namespace Conformance.Laws;

/// <summary>Findings that likely have one cause.</summary>
/// <param name="Name">The seeded fault that breaks the same laws in the same way, or what the smallest problems need.</param>
/// <param name="Findings">The findings, the simplest problem first.</param>
public sealed record Cause(string Name, IReadOnlyList<Finding> Findings)
{
    /// <summary>Groups findings: by the seeded fault that explains most of them, then by the one that explains most of
    /// the rest, and so on; what no fault explains, by the features of the smallest problem.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="known">Wrong engines to compare with.</param>
    public static IReadOnlyList<Cause> Group(IEnumerable<Finding> findings, IReadOnlyList<WrongEngine> known)
    {
        List<(Finding Finding, HashSet<string> Alike)> open = [.. findings.Select(finding => (finding, Alike(finding, known)))];
        var causes = new List<Cause>();
        while (known.MaxBy(k => open.Count(item => item.Alike.Contains(k.Id))) is { } best && open.Any(item => item.Alike.Contains(best.Id)))
        {
            causes.Add(Of($"behaves like {best.Id}", open.Where(item => item.Alike.Contains(best.Id)).Select(item => item.Finding)));
            open.RemoveAll(item => item.Alike.Contains(best.Id));
        }
        causes.AddRange(open.GroupBy(item => item.Finding.Features, (features, items) => Of($"needs {features}", items.Select(item => item.Finding))));
        return causes;
    }

    private static Cause Of(string name, IEnumerable<Finding> findings) =>
        new(name, [.. findings.OrderBy(finding => ProblemShrinks.Weight(finding.Problem))]);

    /// <summary>The wrong engines on which the law breaks with the same numbers; those drawn for the problem tell more than
    /// the simplest ones, on which much is alike.</summary>
    private static HashSet<string> Alike(Finding finding, IReadOnlyList<WrongEngine> known)
    {
        LawResult Judge(LawSubject engine) => finding.Law.Judge(new LawContext(engine.Renewed(), finding.Problem, finding.Seed));
        LawResult result = Judge(finding.Subject);
        return [.. known.Where(k => result.IsBroken && Judge(k.Engine) == result).Select(k => k.Id)];
    }
}
