using System.CommandLine;
using System.Diagnostics;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>The main job, and what runs when no verb is given: the standard set over all engines.</summary>
internal sealed class RunCommand(IAnsiConsole console)
{
    private const string Standard = "standard", EveryGeometry = "exhaustive";

    private readonly Option<string[]> engines = Options.Engines();
    private readonly Option<ElementType[]> types = Options.Types();
    private readonly Option<double> level = Options.Level();
    private readonly Option<ulong> seed = Options.Seed();
    private readonly OutputOptions output = new("conformance-report.html");
    private readonly HostingOptions hosting = new();
    private readonly Option<int> laws = new Option<int>("--laws")
    {
        Description = "On how many random problems every law is checked too, in f32; 0 for none. Not with --feature or another profile.",
        DefaultValueFactory = _ => LawSurvey.Problems,
    };
    private readonly Option<string[]> features = new("--feature", "-f")
    {
        Description = "Only this group of cases (repeat for several).",
    };

    private readonly Option<string> profile = new Option<string>("--profile")
    {
        Description = "standard: the set of cases; exhaustive: every geometry of one axis up to a bound, and pairs of a reduced set (f32 unless told).",
        DefaultValueFactory = _ => Standard,
    }.AcceptOnlyFromAmong(Standard, EveryGeometry);

    /// <summary>Makes the job the root's own action and a verb of its own.</summary>
    public void AddTo(RootCommand root)
    {
        var verb = new Command("run", "Runs the standard set of cases over engines (the default verb).");
        foreach (Command command in new[] { (Command)root, verb })
        {
            command.Options.Add(engines);
            command.Options.Add(features);
            command.Options.Add(profile);
            command.Options.Add(laws);
            command.Options.Add(types);
            command.Options.Add(level);
            command.Options.Add(seed);
            output.AddTo(command);
            hosting.AddTo(command);
            command.SetAction(Run);
        }
        root.Subcommands.Add(verb);
    }

    private int Run(ParseResult options)
    {
        using EngineSelection selection = EngineSelection.From(options.GetValue(engines) ?? [], hosting.Read(options));
        bool isExhaustive = options.GetValue(profile) == EveryGeometry;
        ElementType[] wanted = options.GetValue(types) is { Length: > 0 } given ? given
            : isExhaustive ? [ElementType.F32] : Enum.GetValues<ElementType>();
        double miss = options.GetValue(level);
        ulong first = options.GetValue(seed);
        var results = new List<CaseResult>();
        var surveys = new Surveys(first);
        var clock = Stopwatch.StartNew();

        console.Progress().AutoClear(true).Start(progress =>
        {
            foreach (ElementType type in wanted)
            {
                if (type == ElementType.F16) RunType<Half>(progress);
                else if (type == ElementType.F32) RunType<float>(progress);
                else RunType<double>(progress);
            }
            // Who asks for a part of the cases asks for nothing beside them.
            if (!isExhaustive && options.GetValue(features) is not { Length: > 0 })
                surveys.Run(selection.Engines, results, wanted, options.GetValue(laws), progress);
        });

        RunReport report = surveys.AddTo(new RunReport(new Dictionary<string, string>
        {
            ["profile"] = options.GetValue(profile) ?? Standard,
            ["miss"] = miss.ToString("G3"),
            ["seed"] = first.ToString(),
        }, FailureShrinking.Apply(selection.Engines, results), selection.Absent));
        ReportWriter.Print(console, report);
        if (isExhaustive) console.MarkupLineInterpolated($"{Exhaustive.Problems().Count()} geometries, {results.Count} verdicts in {clock.Elapsed.TotalSeconds:F1} s");
        output.Save(console, options, report);
        return report.HasFailures ? Application.Failure : Application.Success;

        void RunType<T>(ProgressContext progress)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            IReadOnlyList<ConformanceCase> cases = Selected(
                isExhaustive ? EveryGeometryOf<T>(miss, first) : CaseFiles.Standard<T>(miss, first), options.GetValue(features) ?? []);
            ProgressTask task = progress.AddTask($"cases in {ConformanceRun.TypeOf<T>().ToString().ToLowerInvariant()}", maxValue: cases.Count);
            results.AddRange(ConformanceRun.Execute<T>(selection.Engines, cases, () => task.Increment(1)));
        }
    }

    private static IReadOnlyList<ConformanceCase> EveryGeometryOf<T>(double miss, ulong first)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
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
