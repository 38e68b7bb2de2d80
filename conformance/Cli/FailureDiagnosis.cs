using Conformance.Diagnosis.Naming;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>What the engines that failed in a run behave like, in float: for a time that no engine can make long.</summary>
internal static class FailureDiagnosis
{
    private const int MostProblems = 60;

    private static readonly TimeSpan OfAnEngine = TimeSpan.FromSeconds(5);

    /// <summary>A diagnosis for each engine that fails a case or breaks a law, and still answers.</summary>
    /// <param name="engines">The engines of the run.</param>
    /// <param name="report">What it found.</param>
    /// <param name="isOver">Whether to begin no more.</param>
    public static IReadOnlyList<EngineDiagnosis> Of(IReadOnlyList<EngineUnderTest> engines, RunReport report, Func<bool> isOver)
    {
        var diagnoser = new Diagnoser { MostProblems = MostProblems, Time = OfAnEngine };
        List<EngineDiagnosis> found = [];
        foreach (EngineUnderTest engine in engines.Where(engine => engine.Computes<float>()))
        {
            if (isOver()) break;
            CaseResult[] failures = [.. report.Failures.Where(result => result.Engine == engine.Name && result.Type == ElementType.F32)];
            // An engine that runs into a limit would do so on every question, for as long as the limit is. One that dies is started again.
            if (failures.Any(failure => failure.Verdict.Kind is VerdictKind.TimedOut or VerdictKind.MemoryExceeded)) continue;
            if (failures.Length == 0 && !report.Laws.Any(law => law.Engine == engine.Name && law.Broken > 0)) continue;
            if (LawSelection.Subject(engine, ElementType.F32) is { } subject && diagnoser.Of(subject, Problems(failures)) is { } diagnosis) found.Add(diagnosis);
        }
        return found;
    }

    private static HashSet<ConvolutionProblem> Problems(IEnumerable<CaseResult> failures)
    {
        HashSet<ConvolutionProblem> problems = [];
        foreach (CaseResult failure in failures)
        {
            // What is worked by hand has a title behind its line.
            try { problems.Add(ProblemLine.Parse(ReproCase.LineOf(failure.Case)).Problem.With(name: "")); }
            catch (ProblemFormatException) { continue; }
        }
        return problems;
    }
}
