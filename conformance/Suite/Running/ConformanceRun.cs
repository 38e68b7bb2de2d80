using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;

namespace Conformance.Suite.Running;

/// <summary>What came out for one engine on one case.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Feature">The group of the case.</param>
/// <param name="Case">The case as a line.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record CaseResult(string Engine, ElementType Type, string Feature, string Case, Verdict Verdict)
{
    /// <summary>The place of the case in the whole run, from 0: it orders the results of parts of a run when they are joined.</summary>
    public int Number { get; init; }

    /// <summary>The smallest case found on which the engine fails alike; null where none was looked for.</summary>
    public ShrunkCase? Shrunk { get; init; }
}

/// <summary>Runs engines over cases.</summary>
public static class ConformanceRun
{
    /// <summary>Every engine on every case, case by case, so that tensors and oracle are made once for all.</summary>
    /// <param name="engines">Engines that compute in <typeparamref name="T"/>; others are passed over.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="atOnce">How many engines are asked at once.</param>
    /// <param name="isOver">Asked before each engine: whether to ask no more; null for never.</param>
    public static IEnumerable<CaseResult> Execute<T>(IReadOnlyList<EngineUnderTest> engines, IReadOnlyList<ConformanceCase> cases, int atOnce = 1, Func<bool>? isOver = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType type = TypeOf<T>();
        EngineUnderTest[] computing = [.. engines.Where(engine => engine.Computes<T>())];
        return cases.SelectMany(item =>
        {
            string line = item.Describe(type);
            Func<EngineUnderTest, Verdict> judge = item is SequenceCase sequence ? engine => engine.Judge<T>(sequence) : Judge<T>(item);
            return SideBySide.Ask(computing, atOnce, engine => isOver?.Invoke() == true ? null : new CaseResult(engine.Name, type, item.Feature, line, judge(engine))).OfType<CaseResult>();
        });
    }

    /// <summary>What is said of an engine on a case; its tensors and its oracle are made here, once.</summary>
    private static Func<EngineUnderTest, Verdict> Judge<T>(ConformanceCase item) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CaseData<T> data = item.Materialise<T>();
        string? blind = item is FilledCase { Fill: FillKind.Exact } ? Vacuity.Find(data) : null;
        return engine =>
        {
            Verdict verdict = engine.Judge(item.Feature, data);
            if (verdict.Kind == VerdictKind.Passed && blind is not null)
                verdict = verdict with { Kind = VerdictKind.Suspect, Reason = $"the case would not show {blind}" };
            return KnownFailures.Shipped.Apply(engine.Name, item.Problem, verdict);
        };
    }

    /// <summary>The element type that a .NET type is.</summary>
    /// <exception cref="NotSupportedException">None.</exception>
    public static ElementType TypeOf<T>() =>
        typeof(T) == typeof(Half) ? ElementType.F16
        : typeof(T) == typeof(float) ? ElementType.F32
        : typeof(T) == typeof(double) ? ElementType.F64
        : throw new NotSupportedException($"{typeof(T).Name} is not an element type of the suite");
}
