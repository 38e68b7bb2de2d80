using System.Diagnostics;
using System.Numerics;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>Makes failures of a run small: a few of each engine, for a time that no engine can make long.</summary>
internal static class FailureShrinking
{
    /// <summary>Failures of one kind of an engine in an element type: others likely have the same cause.</summary>
    private const int MostOfAKind = 2;

    /// <summary>Numbers of more elements are left as they are drawn.</summary>
    private const int MostElements = 2000;

    private static readonly TimeSpan OfAFailure = TimeSpan.FromSeconds(2), OfAnEngine = TimeSpan.FromSeconds(6);

    /// <summary>The results, some of the failures with their smallest case.</summary>
    public static IReadOnlyList<CaseResult> Apply(IReadOnlyList<EngineUnderTest> engines, IReadOnlyList<CaseResult> results)
    {
        Dictionary<CaseResult, ShrunkCase> shrunk = new(ReferenceEqualityComparer.Instance);
        foreach (EngineUnderTest engine in engines)
        {
            var clock = Stopwatch.StartNew();
            // Of different features first: they are the likelier to have different causes.
            foreach (CaseResult failure in results.Where(result => result.Engine == engine.Name && IsWorthIt(result.Verdict) && !SequenceCase.IsFeature(result.Feature))
                .GroupBy(result => (result.Type, result.Verdict.Kind)).SelectMany(kind => kind.DistinctBy(result => result.Feature).Take(MostOfAKind)))
            {
                if (clock.Elapsed > OfAnEngine) break;
                if (Shrink(engine, failure) is { } smaller) shrunk.Add(failure, smaller);
            }
        }
        return shrunk.Count == 0 ? results : [.. results.Select(result => shrunk.TryGetValue(result, out ShrunkCase? smaller) ? result with { Shrunk = smaller } : result)];
    }

    /// <summary>What runs into a limit takes that long each time.</summary>
    private static bool IsWorthIt(Verdict verdict) =>
        verdict.IsFailure && verdict.Kind is not (VerdictKind.TimedOut or VerdictKind.MemoryExceeded or VerdictKind.UnexpectedPass);

    private static ShrunkCase? Shrink(EngineUnderTest engine, CaseResult failure) => failure.Type switch
    {
        ElementType.F16 => new OfType<Half>(engine, failure).Shrink(),
        ElementType.F64 => new OfType<double>(engine, failure).Shrink(),
        _ => new OfType<float>(engine, failure).Shrink(),
    };

    private sealed class OfType<T>(EngineUnderTest engine, CaseResult failure) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private int asked;

        /// <summary>The smallest; null where the failure does not show again with numbers that a line can draw.</summary>
        public ShrunkCase? Shrink()
        {
            ProblemLine line;
            try { line = ProblemLine.Parse(ReproCase.LineOf(failure.Case)); }
            catch (ProblemFormatException) { return null; }
            (FillKind fill, ulong seed) = (line.Fill ?? FillKind.Exact, line.Fill is null ? 1 : line.Seed);
            if (!Fails(() => CaseData<T>.Draw(line.Problem, fill, seed))) return null;
            ConvolutionProblem smallest = Shrinker.Problem(line.Problem, problem => Fails(() => CaseData<T>.Draw(problem, fill, seed)));
            var drawn = CaseData<T>.Draw(smallest, fill, seed);
            var shrunk = new ShrunkCase(new ProblemLine(smallest, failure.Type, fill, seed).ToString(), Judge(drawn));
            return shrunk.Verdict.Kind == VerdictKind.Failed && fill == FillKind.Exact && drawn.Input.Length + drawn.Weight.Length < MostElements
                ? WithSimpleNumbers(shrunk, drawn) : shrunk;
        }

        private ShrunkCase WithSimpleNumbers(ShrunkCase shrunk, CaseData<T> drawn)
        {
            // The exact integers of double are beyond float, in which numbers are made simple: smaller ones are drawn for it.
            LawData start = typeof(T) == typeof(double) ? LawData.Draw(drawn.Problem, seed: 1) : new LawData(Floats(drawn.Input), Floats(drawn.Weight), Floats(drawn.Bias));
            if (!Fails(() => Of(start))) return shrunk;
            LawData simplest = Shrinker.Data(start, data => Fails(() => Of(data)));
            Verdict verdict = Judge(Of(simplest));
            return verdict.Kind != failure.Verdict.Kind ? shrunk : shrunk with
            {
                Verdict = verdict,
                Input = Doubles(simplest.Input),
                Weight = Doubles(simplest.Weight),
                Bias = Doubles(simplest.Bias),
            };

            CaseData<T> Of(LawData data) => new(drawn.Problem, Converted(data.Input), Converted(data.Weight), Converted(data.Bias), isExact: true);
        }

        private bool Fails(Func<CaseData<T>> data)
        {
            if (clock.Elapsed > OfAFailure) return false;
            try { return Judge(data()).Kind == failure.Verdict.Kind; }
            catch (RuleException) { return false; }
        }

        /// <summary>Each in a group of its own: an engine that dies here dies of one thing, and is to be asked on.</summary>
        private Verdict Judge(CaseData<T> data) => engine.Judge($"shrinking {asked++}", data);

        private static float[] Floats(T[] values) => Array.ConvertAll(values, float.CreateChecked);

        private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

        private static T[] Converted(float[] values) => Array.ConvertAll(values, T.CreateChecked);
    }
}
