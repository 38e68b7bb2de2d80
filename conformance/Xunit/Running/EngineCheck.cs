using System.Numerics;
using System.Reflection;
using Conformance.Catalog;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Running;

namespace Conformance.Xunit;

/// <summary>Runs one test of a test class, and throws what came out.</summary>
/// <param name="testClass">The class, which carries the settings.</param>
/// <param name="engineType">The type of the engine.</param>
/// <param name="create">Makes an engine that uses so many threads.</param>
/// <param name="supports">What the class adds to what the engine supports.</param>
internal sealed class EngineCheck(
    Type testClass, Type engineType, Func<int, object> create, Func<ConvolutionProblem, Support> supports)
{
    private readonly ConformanceSettingsAttribute settings = ConformanceSettingsAttribute.Of(testClass);
    private readonly Replay replay = new(engineType, ConformanceSettingsAttribute.Of(testClass));

    public void Case(string type, string feature, string line)
    {
        ElementType element = Enum.Parse<ElementType>(type, ignoreCase: true);
        ConformanceCase item = Find(feature, line, element);
        Verdict verdict = InTime(() => element switch
        {
            ElementType.F16 => Judge<Half>(item),
            ElementType.F64 => Judge<double>(item),
            _ => Judge<float>(item),
        });
        verdict = Known().Apply(engineType.Name, item.Problem, verdict);
        if (verdict.Kind == VerdictKind.Passed) return;
        if (!verdict.IsFailure) throw new SkippedTestException($"{verdict.Kind}: {verdict.Reason}");
        throw new ConformanceException($"{verdict.Kind}: {verdict.Reason}\n{replay.OfCase(item, element)}");
    }

    public void Law(string family, string name)
    {
        Law law = LawBook.All.Single(l => l.Family == family && l.Name == name);
        if (Float(1) is null) throw new SkippedTestException("laws are computed in float or double, and the engine in neither");
        var subject = new LawSubject(engineType.Name, settings.Accuracy, threads => Float(threads)!);
        var fuzzer = new Fuzzer(subject, [law], settings.Seed);
        // The last problem is drawn before it is seen to be one too many.
        Finding? finding = InTime(() => fuzzer.Run(() => fuzzer.Problems > settings.LawProblems).FirstOrDefault());
        if (finding is not null)
        {
            throw new ConformanceException(
                $"Failed: {name.Replace('_', ' ')}: {law.Formula}\n{finding.Problem}: {finding.Reason}\n{replay.OfLaw(finding)}");
        }
        if (fuzzer.Checks == 0) throw new SkippedTestException($"speaks of none of {settings.LawProblems} problems: {WhyNot(law, subject)}");
    }

    private static ConformanceCase Find(string feature, string line, ElementType type)
    {
        if (CaseFiles.WorkedCases().FirstOrDefault(c => c.Feature == feature && c.Describe(type) == line) is { } worked) return worked;
        ProblemLine parsed = ProblemLine.Parse(line);
        if (SequenceCase.IsFeature(feature)) return new SequenceCase(feature, parsed.Problem, parsed.Seed);
        return new FilledCase(feature, parsed.Problem, parsed.Fill ?? FillKind.Real, parsed.Seed);
    }

    private Verdict Judge<T>(ConformanceCase item) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IConvolution<T> engine = Restricted<T>.Of((IConvolution<T>)create(1), supports);
        if (item is SequenceCase sequence)
        {
            return SequenceRunner.Run(sequence, engine, () => Restricted<T>.Of((IConvolution<T>)create(1), supports),
                engineType.GetCustomAttribute<ThreadSafeAttribute>() is not null, Accuracy<T>());
        }
        return CaseRunner.Run(engine, item.Materialise<T>(), Accuracy<T>());
    }

    private AccuracyClass Accuracy<T>() => typeof(T) == typeof(Half) ? settings.AccuracyF16 : settings.Accuracy;

    private IConvolution<float>? Float(int threads) => create(threads) switch
    {
        IConvolution<float> engine => Restricted<float>.Of(engine, supports),
        IConvolution<double> engine => new ThroughDouble(Restricted<double>.Of(engine, supports)),
        _ => null,
    };

    private KnownFailures Known() =>
        new(testClass.GetCustomAttributes<KnownFailureAttribute>().Select(known => $"{engineType.Name} {known.Problem} # {known.Reason}"));

    /// <summary>The most frequent reason.</summary>
    private string WhyNot(Law law, LawSubject subject) => Enumerable.Range(0, settings.LawProblems)
        .Select(seed => law.Judge(new LawContext(subject, ProblemGenerator.Draw((ulong)seed), (ulong)seed)).Reason)
        .GroupBy(reason => reason).MaxBy(group => group.Count())?.Key ?? "no problem was tried";

    /// <summary>Waits for a result. A thread of .NET cannot be ended: one that hangs is left behind.</summary>
    private TResult InTime<TResult>(Func<TResult> work)
    {
        TResult? result = default;
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try { result = work(); }
            catch (Exception e) { error = e; }
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(TimeSpan.FromSeconds(settings.TimeLimit)))
            throw new ConformanceException($"{VerdictKind.TimedOut}: no result after {settings.TimeLimit} s; the limit is set by [ConformanceSettings(TimeLimit = …)]");
        return error is null ? result! : throw error;
    }
}
