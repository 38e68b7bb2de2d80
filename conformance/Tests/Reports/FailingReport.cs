using Conformance.Catalog;
using Conformance.Cli;
using Conformance.Faults;
using Conformance.Forms;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A real run over engines that are wrong, for everything that renders reports.</summary>
internal static class FailingReport
{
    private static readonly string[] Faults = ["last-column-zeroed", "strides-swapped", "single-tile-loop"];

    private static readonly Lazy<RunReport> Made = new(Make);

    public static RunReport Report => Made.Value;

    private static RunReport Make()
    {
        EngineUnderTest[] engines =
        [
            new("naive", AccuracyClass.Componentwise, new NaiveConvolution<float>(), new NaiveConvolution<double>()),
            .. Faults.Select(id => FaultBank.All.Single(fault => fault.Id == id)).Select(Engine),
        ];
        List<CaseResult> results =
        [
            .. ConformanceRun.Execute<float>(engines, [.. CaseFiles.Standard<float>(0.5, seed: 1).Where(IsWanted)]),
            .. ConformanceRun.Execute<double>(engines, [.. CaseFiles.Standard<double>(0.5, seed: 1).Where(item => item.Feature == "stride")]),
        ];
        return new RunReport(new Dictionary<string, string> { ["profile"] = "standard", ["miss"] = "0.5", ["seed"] = "1" },
            FailureShrinking.Apply(engines, results), [new AbsentEngine("onednn", "no library", "apt-get install libdnnl2")])
        {
            Laws = [new LawUse("naive", "algebra", "Doubling_doubles", 3, 0), new LawUse("strides-swapped", "algebra", "Doubling_doubles", 3, 1) { Line = "forward f32 exact@1 mb1ic1ih2oc1kh1", Reason = "2 against 3" }],
            Profiles = [.. engines.Select(engine => AccuracySurvey.Of(engine.Name, engine.F32!, engine.Accuracy, new AccuracyLadder<float>(seed: 1))).OfType<AccuracyProfile>()],
            SpecialValues = [.. engines.SelectMany(engine => SpecialValueSurvey.Of(engine.Name, engine.Accuracy, [("", () => engine.F32!)]))],
        };
    }

    private static EngineUnderTest Engine(SeededFault fault) =>
        new(fault.Id, AccuracyClass.Componentwise, fault.CreateEngine<float>(), fault.CreateEngine<double>());

    private static bool IsWanted(ConformanceCase item) =>
        item.Feature is "basic" or "stride" or "padding" or "axes-1d" or "axes-3d" or "book" && item.Problem.MultiplyAdds < 100_000;

    /// <summary>A file that is gone after the test.</summary>
    public static string Temporary(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }
}
