using Conformance.Catalog;
using Conformance.Spec;
using Conformance.Suite.Accuracy;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>A small report, made up, with each thing that a report can say: every verdict, every kind of picture, laws, accuracy, diagnoses.</summary>
internal static class FullReport
{
    public const string Library = "/opt/engines/lib<fast>.so", Program = "cmd:python3 adapter.py";

    public static RunReport After { get; } = new(
        new Dictionary<string, string> { ["profile"] = "standard", ["miss"] = "0.001", ["seed"] = "2" },
        [.. FullVerdicts.Failures, .. FullVerdicts.Others],
        [new AbsentEngine("onednn", "no library `libdnnl`", "apt-get install libdnnl2"), new AbsentEngine("opencv", "another processor", "none")])
    {
        Engines = [new("naive", "this repository"), new(Library, "f00d"), new(Program, "a program")],
        Laws =
        [
            new LawUse("naive", "algebra", "Doubling_doubles", 30, 0),
            new LawUse("naive", "shift", "Shifts_commute", 20, 0),
            new LawUse("naive", "shift", "Shifts_commute", 10, 0) { Type = ElementType.F64 },
            new LawUse("naive", "memory", "Nothing_is_asked", 0, 0),
            new LawUse(Library, "algebra", "Doubling_doubles", 30, 7) { Line = "forward f32 exact@1 mb1ic1ih2oc1kh1", Reason = "2 against 3 at [0, 0, 1]" },
            new LawUse(Library, "shift", "Shifts_commute", 20, 1) { Line = "forward f32 exact@3 mb1ic1ih2oc1kh1" },
            new LawUse(Library, "shift", "Flips_undo", 20, 0),
            new LawUse("naive", "shift", "Flips_undo", 20, 2) { Reason = "a | b * c\n[d]" },
        ],
        Profiles =
        [
            Profile("naive", ElementType.F64, MeasuredAccuracy.Componentwise, new AccuracyPoint(4, 0.125, 0.25, 0), new AccuracyPoint(2304, 12, 0.125, 0.5), new AccuracyPoint(96, 3, 0.0625, -0.25), new AccuracyPoint(16, 0, 0, 0), new AccuracyPoint(0, 1, 1, 0)),
            Profile("naive", ElementType.F16, MeasuredAccuracy.Componentwise, new AccuracyPoint(4, 0.5, 0.25, 0), new AccuracyPoint(4, 0.25, 0.125, 0.5)),
            Profile(Program, ElementType.F16, MeasuredAccuracy.None, new AccuracyPoint(4, 0.5, 0.25, 0), new AccuracyPoint(9, double.PositiveInfinity, 0.125, 0.5)),
            Profile("naive", ElementType.F32, MeasuredAccuracy.CorrectlyRounded, new AccuracyPoint(4, 0, 0, 0)),
            Profile(Library, ElementType.F32, MeasuredAccuracy.SummedInFloat, new AccuracyPoint(4, 0.25, 0.5, 0), new AccuracyPoint(9, 80, 2, 1)),
            Profile(Program, ElementType.F32, MeasuredAccuracy.None),
        ],
        SpecialValues =
        [
            new SpecialValue("naive", "NaN in a window", RuleLevel.Must, "NaN", "NaN", true), new SpecialValue(Library, "NaN in a window", RuleLevel.Must, "NaN", "a number", true),
            new SpecialValue(Program, "NaN in a window", RuleLevel.Must, "NaN", "NaN", true), new SpecialValue(Program, "a subnormal input", RuleLevel.May, "kept", "flushed to 0", true),
            new SpecialValue("naive", "a subnormal input", RuleLevel.Should, "kept", "kept", true), new SpecialValue(Library, "a subnormal input", RuleLevel.Should, "kept", "kept with 1 channels; flushed to 0 with 3 channels", false),
        ],
        Diagnoses =
        [
            new EngineDiagnosis(Library, 212, 40, [new LikelyFault("strides-swapped", "stride", "the strides of height and width change places", "one/repo#12 + another/repo#3", 40, 0), new LikelyFault("stride-of-width", "stride", "another", "our own", 40, 0)], "stride"),
            new EngineDiagnosis(Program, 212, 30, [], "padding", "the last columns differ", new FailureRule("out_w mod 8 = 1 and pad_right > 0", 1, 500)),
            new EngineDiagnosis("naive", 212, 1, [], "sums", null, new FailureRule("kernel > 7", 0.9875, 500)),
            new EngineDiagnosis("other", 212, 212, [], "memory", null, new FailureRule("always", 0.5, 20)),
            new EngineDiagnosis("none", 212, 3, [], "groups"),
            new EngineDiagnosis("last", 212, 9, [new LikelyFault("made-up", "bias", "the bias is left out", "our own", 9, 0)], "bias"),
        ],
    };

    /// <summary>An earlier run: some failures were not there, one was, a case is new, and the seed is another.</summary>
    public static RunReport Before { get; } = After with
    {
        Settings = new Dictionary<string, string> { ["profile"] = "standard", ["seed"] = "1", ["laws"] = "9" },
        Results =
        [
            .. After.Results.Where(result => result.Verdict.Kind != VerdictKind.TimedOut).Select((result, at) => at switch
            {
                0 => result with { Verdict = Verdict.Passed },
                1 => result with { Verdict = new Verdict(VerdictKind.Unsupported, "not yet") },
                _ => result.Verdict.Kind is VerdictKind.Passed ? result with { Verdict = new Verdict(VerdictKind.Crashed, "it was gone") }
                    : result.Verdict.Kind is VerdictKind.Unsupported ? result with { Verdict = Verdict.Passed } : result,
            }),
            new CaseResult("naive", ElementType.F32, "basic", "forward f32 exact@1 mb1ic7ih7oc7kh7", Verdict.Passed),
        ],
        Laws = [.. After.Laws.Select(law => law with { Broken = 0, Reason = null })],
    };

    /// <summary>All is well: what passed of the report.</summary>
    public static RunReport Right { get; } = new(new Dictionary<string, string>(), [.. After.Results.Where(result => result.Verdict.Kind == VerdictKind.Passed).Take(1)], []) { Laws = [.. After.Laws.Take(2)], Engines = [new("naive", "")], IsPartial = true };

    /// <summary>Nothing ran.</summary>
    public static RunReport Empty { get; } = new(new Dictionary<string, string> { ["profile"] = "standard" }, [], []);

    /// <summary>All that failed is known.</summary>
    public static RunReport Known { get; } = Empty with { Results = [.. FullVerdicts.Others.Where(result => result.Verdict.Kind is VerdictKind.KnownFailure or VerdictKind.Suspect)] };

    private static AccuracyProfile Profile(string engine, ElementType type, MeasuredAccuracy measured, params AccuracyPoint[] points) => new(engine, type, AccuracyClass.Componentwise, measured, 96)
    {
        LargestRatio = 0.26,
        Ratio999 = 0.125,
        LargestUlps = 3.51,
        Ulps999 = 2.25,
        SignedMean = -0.0125,
        Leaning = -0.75,
        Significance = -141.2,
        Growth = 0.503,
        Points = points,
    };
}
