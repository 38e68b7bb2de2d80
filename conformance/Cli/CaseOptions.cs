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
    private const string Standard = "standard", EveryGeometry = "exhaustive";

    private readonly Option<ElementType[]> types = Options.Types();
    private readonly Option<double> level = Options.Level();
    private readonly Option<ulong> seed = Options.Seed();

    private readonly Option<string[]> features = new("--feature", "-f")
    {
        Description = "Only this group of cases (repeat for several).",
    };

    private readonly Option<string> profile = new Option<string>("--profile")
    {
        Description = "standard: the set of cases; exhaustive: every geometry of one axis up to a bound, and pairs of a reduced set (f32 unless told).",
        DefaultValueFactory = _ => Standard,
    }.AcceptOnlyFromAmong(Standard, EveryGeometry);

    private readonly Option<int> laws = new("--laws")
    {
        Description = "On how many random problems every law is checked too, in f32; 0 for none. Not with --feature or another profile.",
        DefaultValueFactory = _ => LawSurvey.Problems,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { features, profile, laws, types, level, seed }) command.Options.Add(option);
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="UserException">There is no such group of cases.</exception>
    public RunRequest Read(ParseResult options)
    {
        bool isExhaustive = options.GetValue(profile) == EveryGeometry;
        ElementType[] wanted = options.GetValue(types) is { Length: > 0 } given ? [.. given.Distinct().Order()]
            : isExhaustive ? [ElementType.F32] : Enum.GetValues<ElementType>();
        string[] groups = options.GetValue(features) ?? [];
        double miss = options.GetValue(level);
        ulong first = options.GetValue(seed);
        var plan = new WorkPlan(wanted.SelectMany(type => (type switch
        {
            ElementType.F16 => Cases<Half>(),
            ElementType.F32 => Cases<float>(),
            _ => Cases<double>(),
        }).Select(item => (type, item))));
        // Who asks for a part of the cases asks for no laws.
        bool hasLaws = !isExhaustive && wanted.Contains(ElementType.F32) && groups.Length == 0;
        var settings = new Dictionary<string, string>
        {
            ["profile"] = options.GetValue(profile) ?? Standard,
            ["miss"] = miss.ToString("G3"),
            ["seed"] = first.ToString(),
            ["types"] = string.Join(' ', wanted).ToLowerInvariant(),
            ["laws"] = $"{(hasLaws ? options.GetValue(laws) : 0)}",
        };
        if (groups.Length > 0) settings["features"] = string.Join(' ', groups.Distinct().Order(StringComparer.Ordinal));
        return new RunRequest(plan, settings, hasLaws ? options.GetValue(laws) : 0, first);

        IReadOnlyList<ConformanceCase> Cases<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Selected(isExhaustive ? EveryGeometryOf<T>(miss, first) : CaseFiles.Standard<T>(miss, first), groups);
    }

    private static IReadOnlyList<ConformanceCase> EveryGeometryOf<T>(double miss, ulong first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Exhaustive.Problems().SelectMany(entry => CaseFiles.Expand<T>(entry.Feature, new ProblemLine(entry.Problem), miss, first))];

    private static IReadOnlyList<ConformanceCase> Selected(IReadOnlyList<ConformanceCase> cases, string[] features)
    {
        foreach (string feature in features)
        {
            if (!cases.Any(c => c.Feature == feature))
            {
                string known = string.Join(", ", cases.Select(c => c.Feature).Distinct());
                throw new UserException($"--feature {feature}: no such group of cases (there are {known})");
            }
        }
        return features.Length == 0 ? cases : [.. cases.Where(c => features.Contains(c.Feature))];
    }
}

/// <summary>What a run is asked for.</summary>
/// <param name="Plan">All its cases.</param>
/// <param name="Settings">The same in words, for the report.</param>
/// <param name="LawProblems">On how many problems laws are checked; 0 for no laws.</param>
/// <param name="Seed">The seed of those problems.</param>
internal sealed record RunRequest(WorkPlan Plan, IReadOnlyDictionary<string, string> Settings, int LawProblems, ulong Seed);
