using System.CommandLine;
using System.Numerics;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Sharding;

namespace Conformance.Cli;

/// <summary>The options that say which cases a run has: the same options give the same cases on every machine.</summary>
internal sealed class CaseOptions
{
    private const string Quick = "quick", Standard = "standard", Full = "full", EveryGeometry = "exhaustive";

    /// <summary>What the quick profile asks for where the user does not.</summary>
    private const double QuickLevel = 0.01;
    private const int QuickLaws = 1;

    /// <summary>Of lines that cannot be read, so many are told.</summary>
    private const int MostShown = 10;

    private readonly Option<ElementType[]> types = Options.Types();
    private readonly Option<double> level = Options.Level();
    private readonly Option<ulong> seed = Options.Seed();

    private readonly Option<string[]> features = new("--feature", "-f")
    {
        Description = "Only this group of cases (repeat for several).",
    };

    private readonly Option<string> profile = new Option<string>("--profile")
    {
        Description = "quick: some seconds; standard: the set of cases; full: large ones too, and every 2-D forward shape of --shapes (these in f32 unless told); exhaustive: every geometry of one axis up to a bound, and pairs of a reduced set (f32 unless told).",
        DefaultValueFactory = _ => Standard,
    }.AcceptOnlyFromAmong(Quick, Standard, Full, EveryGeometry);

    private readonly Option<string?> shapes = new("--shapes")
    {
        Description = "With --profile full: a shape file of benchdnn, or a folder of them.",
    };

    private readonly Option<int> laws = new("--laws")
    {
        Description = "On how many random problems every law is checked too, in f32 and f64; 0 for none, and for no accuracy and special values either. Not with --feature or another profile.",
        DefaultValueFactory = _ => LawSurvey.Problems,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { features, profile, shapes, laws, types, level, seed }) command.Options.Add(option);
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="UserException">There is no such group of cases.</exception>
    public RunRequest Read(ParseResult options)
    {
        string chosen = options.GetValue(profile) ?? Standard;
        if (options.GetValue(shapes) is not null && chosen != Full) throw new UserException($"--shapes {options.GetValue(shapes)}: only with --profile {Full}");
        ElementType[] given = [.. (options.GetValue(types) ?? []).Distinct().Order()];
        ElementType[] wanted = given.Length > 0 ? given : chosen == EveryGeometry ? [ElementType.F32] : Enum.GetValues<ElementType>();
        string[] groups = options.GetValue(features) ?? [];
        double miss = chosen == Quick && options.GetResult(level) is null or { Implicit: true } ? QuickLevel : options.GetValue(level);
        int problems = chosen == Quick && options.GetResult(laws) is null or { Implicit: true } ? QuickLaws : options.GetValue(laws);
        ulong first = options.GetValue(seed);
        ShapeCases? read = options.GetValue(shapes) is { } path ? ShapeCases.Read(path) : null;
        var plan = new WorkPlan(wanted.SelectMany(type => (type switch
        {
            ElementType.F16 => Cases<Half>(type),
            ElementType.F32 => Cases<float>(type),
            _ => Cases<double>(type),
        }).Select(item => (type, item))));
        foreach (string group in groups)
        {
            string[] known = [.. plan.Cases.Select(item => item.Case.Feature).Distinct()];
            if (!known.Contains(group)) throw new UserException($"--feature {group}: no such group of cases (there are {string.Join(", ", known)})");
        }
        if (groups.Length > 0) plan = new WorkPlan(plan.Cases.Where(item => groups.Contains(item.Case.Feature)).Select(item => (item.Type, item.Case)));
        // Who asks for a part of the cases asks for no laws.
        if (chosen == EveryGeometry || !wanted.Contains(ElementType.F32) || groups.Length > 0) problems = 0;
        var settings = new Dictionary<string, string>
        {
            ["profile"] = chosen,
            ["miss"] = miss.ToString("G3"),
            ["seed"] = first.ToString(),
            ["types"] = string.Join(' ', wanted).ToLowerInvariant(),
            ["laws"] = $"{problems}",
        };
        if (groups.Length > 0) settings["features"] = string.Join(' ', groups.Distinct().Order(StringComparer.Ordinal));
        if (read?.Skipped.Count > 0) settings["skipped shapes"] = string.Join(", ", read.Skipped.Select(skip => $"{skip.Value}: {skip.Key}"));
        if (read?.Bad.Count > 0) settings[RunRequest.BadShapes] = $"{read.Bad.Count} not run: {string.Join("; ", read.Bad.Take(MostShown))}{(read.Bad.Count > MostShown ? "; …" : "")}";
        return new RunRequest(plan, settings, problems, first);

        IEnumerable<ConformanceCase> Cases<T>(ElementType type) where T : unmanaged, IBinaryFloatingPointIeee754<T> => chosen switch
        {
            Quick => [.. CaseFiles.WorkedCases(), .. QuickSet.Of(CaseFiles.StandardLines()).SelectMany(entry => CaseFiles.Expand<T>(entry.Feature, entry.Line, miss, first)), .. CaseFiles.Sequences(first)],
            EveryGeometry => Exhaustive.Problems().SelectMany(entry => CaseFiles.Expand<T>(entry.Feature, new ProblemLine(entry.Problem), miss, first)),
            Full => [.. CaseFiles.Standard<T>(miss, first), .. CaseFiles.Sequences(first), .. Larger<T>(type)],
            _ => [.. CaseFiles.Standard<T>(miss, first), .. CaseFiles.Sequences(first)],
        };

        // A shape takes its time: in another type than f32 it is computed where the file or the user says so.
        IEnumerable<ConformanceCase> Larger<T>(ElementType type) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            CaseFiles.LargeLines().Concat(read?.Lines ?? []).Where(entry => given.Length > 0 || (entry.Line.Type ?? ElementType.F32) == type)
                .SelectMany(entry => ShapeCases.Expand<T>(entry.Feature, entry.Line, miss, first));
    }
}

/// <summary>What a run is asked for.</summary>
/// <param name="Plan">All its cases.</param>
/// <param name="Settings">The same in words, for the report.</param>
/// <param name="LawProblems">On how many problems laws are checked; 0 for no laws.</param>
/// <param name="Seed">The seed of those problems.</param>
internal sealed record RunRequest(WorkPlan Plan, IReadOnlyDictionary<string, string> Settings, int LawProblems, ulong Seed)
{
    /// <summary>The setting that lists lines of shape files that cannot be read.</summary>
    public const string BadShapes = "bad shape lines";
}
