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
    /// <param name="done">Called after each case.</param>
    public static IEnumerable<CaseResult> Execute<T>(
        IReadOnlyList<EngineUnderTest> engines, IReadOnlyList<ConformanceCase> cases,
        Action? done = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType type = TypeOf<T>();
        foreach (ConformanceCase item in cases)
        {
            if (item is SequenceCase sequence)
            {
                foreach (EngineUnderTest engine in engines.Where(engine => engine.Computes<T>()))
                    yield return new CaseResult(engine.Name, type, item.Feature, item.Describe(type), engine.Judge<T>(sequence));
                done?.Invoke();
                continue;
            }
            CaseData<T> data = item.Materialise<T>();
            string line = item.Describe(type);
            string? blind = item is FilledCase { Fill: FillKind.Exact } ? Vacuity.Find(data) : null;
            foreach (EngineUnderTest engine in engines)
            {
                if (!engine.Computes<T>()) continue;
                Verdict verdict = engine.Judge(item.Feature, data);
                if (verdict.Kind == VerdictKind.Passed && blind is not null)
                    verdict = verdict with { Kind = VerdictKind.Suspect, Reason = $"the case would not show {blind}" };
                verdict = KnownFailures.Shipped.Apply(engine.Name, item.Problem, verdict);
                yield return new CaseResult(engine.Name, type, item.Feature, line, verdict);
            }
            done?.Invoke();
        }
    }

    /// <summary>The element type that a .NET type is.</summary>
    /// <exception cref="NotSupportedException">None.</exception>
    public static ElementType TypeOf<T>() =>
        typeof(T) == typeof(Half) ? ElementType.F16
        : typeof(T) == typeof(float) ? ElementType.F32
        : typeof(T) == typeof(double) ? ElementType.F64
        : throw new NotSupportedException($"{typeof(T).Name} is not an element type of the suite");
}
