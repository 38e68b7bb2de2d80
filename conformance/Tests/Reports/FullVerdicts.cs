using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>The verdicts of <see cref="FullReport"/>.</summary>
internal static class FullVerdicts
{
    private const string Planar = "forward f32 exact@1 mb2ic2ih4iw3oc2kh2kw2", Linear = "forward f16 real@5 mb1ic2iw40oc3kw2pw1", Deep = "strict f64 exact@7 g2mb1ic2id3ih3iw4oc2kd1kh2kw1dh1";

    public static IReadOnlyList<CaseResult> Failures { get; } =
    [
        new(FullReport.Library, ElementType.F32, "basic", Planar, Wrong(new ErrorMap("column 1, the last of 2", [2, 2, 3, 2],
            new ErrorGrid(2, 2, "i./2."), [new ErrorPlane([0, 0], 3, new ErrorGrid(3, 2, ".i/.a/.n"))], 1), CallKind.Dense))
        {
            Number = 0,
            Shrunk = new ShrunkCase("forward f32 exact@1 mb1ic1ih1iw2oc1kh1kw1", Wrong(new ErrorMap("everywhere", [1, 1, 1, 2], new ErrorGrid(1, 1, "e"), [new ErrorPlane([0, 0], 2, new ErrorGrid(1, 2, "2e"))], 1), CallKind.Dense))
            {
                Input = [1, -0.5],
                Weight = [3],
                Bias = [],
            },
        },
        new(FullReport.Library, ElementType.F16, "axes-1d", Linear, Wrong(new ErrorMap("channel 1", [2, 3, 41], new ErrorGrid(2, 3, ".g./3."), [new ErrorPlane([0], 41, new ErrorGrid(3, 41, "32./30g2n/32."))], 1), CallKind.Strided)) { Number = 1 },
        new(FullReport.Library, ElementType.F64, "axes-3d", Deep, Wrong(new ErrorMap("depth 2", [1, 2, 3, 2, 4], new ErrorGrid(1, 2, "bc"),
            [new ErrorPlane([0, 0, 2], 8, new ErrorGrid(2, 4, "4d*2")), new ErrorPlane([0, 1, 2], 1200, new ErrorGrid(2, 4, "3fh/4."))], 1200), CallKind.Prepared))
        {
            Number = 2,
            Shrunk = new ShrunkCase("strict f64 exact@7 mb1ic1ih1oc1kh1", new Verdict(VerdictKind.Failed, "with `b`")) { Input = [1], Weight = [2], Bias = [3, 4e-9] },
        },
        .. Enumerable.Range(0, 9).Select(n => new CaseResult(FullReport.Library, ElementType.F32, "stride", $"no line, {n}", new Verdict(VerdictKind.Failed, "another")) { Number = 3 + n }),
        new(FullReport.Program, ElementType.F32, "basic", "forward f32 real@2 mb1ic1ih3oc1kh2 (no title here)", new Verdict(VerdictKind.Crashed, "ended by signal 11 (SIGSEGV)")),
        new(FullReport.Program, ElementType.F32, "image", "forward f32 real@2 mb1ic3ih224oc8kh3 and more", new Verdict(VerdictKind.TimedOut, "no answer within 10 s")),
        new(FullReport.Program, ElementType.F32, "image", "no line either", new Verdict(VerdictKind.MemoryExceeded, "400 MiB in use")),
        new(FullReport.Program, ElementType.F32, "image", "no line, shrunk", new Verdict(VerdictKind.Failed, "two\nlines")) { Shrunk = new ShrunkCase("forward f32 real@7 bias mb1ic1iw2oc1kw1", new Verdict(VerdictKind.Failed, "alike")) },
        new(FullReport.Program, ElementType.F32, "basic", "no line at all", new Verdict(VerdictKind.Garbled, "the pipe carried \"``` & <b>\"")),
        new(FullReport.Program, ElementType.F32, "basic", "forward f32 exact@2 mb1ic1ih3oc1kh3ph-1", new Verdict(VerdictKind.OutOfBounds, "reads past the end of the weights")),
        new(FullReport.Program, ElementType.F32, "basic", "forward f32 exact@2 mb0ic1ih3oc1kh2", new Verdict(VerdictKind.Nondeterministic, "different bits")),
        new(FullReport.Program, ElementType.F32, "state-order", "line 5", new Verdict(VerdictKind.StateBetweenCalls, "step 2")),
        new(FullReport.Program, ElementType.F32, "threads", "line 6", new Verdict(VerdictKind.NotThreadSafe, "step 3")),
        new(FullReport.Program, ElementType.F32, "basic", "line 7", new Verdict(VerdictKind.InputModified, "the weights were changed")),
        new(FullReport.Program, ElementType.F32, "basic", "line 8", new Verdict(VerdictKind.UnexpectedPass, "not on the list")),
    ];

    public static IReadOnlyList<CaseResult> Others { get; } =
    [
        new("naive", ElementType.F32, "basic", Planar, Verdict.Passed with { Kernel = "direct, 256 bits" }),
        new("naive", ElementType.F32, "basic", Planar.Replace("@1", "@2"), Verdict.Passed with { Kernel = "gemm, 6×16", NormwiseError = 0.126, Sampled = "40 of 400" }),
        new("naive", ElementType.F32, "image", Planar.Replace("@1", "@3"), Verdict.Passed with { Kernel = "gemm, 6×16", NormwiseError = 0.25 }),
        new("naive", ElementType.F32, "image", Planar.Replace("@1", "@4"), Verdict.Passed with { Kernel = "a 1×1" }),
        new(FullReport.Library, ElementType.F32, "basic", Planar.Replace("@1", "@2"), Verdict.Passed),
        new(FullReport.Library, ElementType.F32, "groups", Planar.Replace("@1", "@3"), Verdict.Passed),
        new(FullReport.Library, ElementType.F32, "groups", Planar.Replace("@1", "@4"), new Verdict(VerdictKind.KnownFailure, "one/repo#8 (no mismatch)")),
        new("naive", ElementType.F64, "image", Planar.Replace("f32", "f64"), new Verdict(VerdictKind.Suspect, "the case would not show a flip")),
        new("naive", ElementType.F64, "groups", "forward f64 exact@1 g2mb1ic2ih4oc2kh2", new Verdict(VerdictKind.Unsupported, "groups of two")),
        new("naive", ElementType.F64, "groups", "forward f64 exact@2 g2mb1ic2ih4oc2kh2", new Verdict(VerdictKind.Unsupported, "groups (of two)")),
        new(FullReport.Program, ElementType.F32, "groups", "forward f32 exact@1 g2mb1ic2ih6oc2kh2", new Verdict(VerdictKind.KnownFailure, "one/repo#7 (4 of 9 elements wrong)")),
        new(FullReport.Program, ElementType.F32, "groups", "forward f32 exact@1 g2mb1ic2ih7oc2kh2", new Verdict(VerdictKind.KnownFailure, "one/repo#7 (5 of 9 elements wrong)", Wrong(null, CallKind.Dense).Mismatch)),
        new(FullReport.Program, ElementType.F32, "groups", "forward f32 exact@1 g2mb1ic2ih4oc2kh2", new Verdict(VerdictKind.KnownFailure, "one/repo#7 (2 of 6 elements wrong)", Wrong(null, CallKind.Dense).Mismatch)),
        new(FullReport.Program, ElementType.F32, "groups", "forward f32 exact@1 g2mb1ic2ih5oc2kh2", new Verdict(VerdictKind.KnownFailure, "one/repo#7 (3 of 8 elements wrong)")),
        .. Enumerable.Range(0, 14).Select(n => new CaseResult(FullReport.Program, ElementType.F16, "groups", $"forward f16 exact@{n} g2mb1ic2ih5oc2kh2", new Verdict(VerdictKind.Unsupported, $"reason {n}"))),
    ];

    private static Verdict Wrong(ErrorMap? map, CallKind call)
    {
        var mismatch = new Mismatch([0, 1, 2, 1], 1.5, 2.25, 0.75, 0.0012345, 3, 24)
        {
            First = [new Difference([0, 1, 2, 1], 1.5, 2.25, 0.75, 0.0012345), new Difference([0, 1, 2, 2], 0.1, double.NaN, double.NaN, 0)],
            Map = map,
        };
        return new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch) { Call = call };
    }
}
