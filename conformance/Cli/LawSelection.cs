using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>Which laws and engines a verb takes.</summary>
internal static class LawSelection
{
    /// <summary>The law of this name, or all where none is given.</summary>
    /// <exception cref="UserException">There is no such law.</exception>
    public static IReadOnlyList<Law> Of(string? name)
    {
        if (name is null) return LawBook.All;
        Law law = LawBook.All.FirstOrDefault(l => l.Name == name)
            ?? throw new UserException($"--law {name}: no such law (the verb \"laws\" lists them)");
        return [law];
    }

    /// <summary>The type, where laws are checked in it.</summary>
    /// <exception cref="UserException">It is Half.</exception>
    public static ElementType Type(ElementType type) =>
        type == ElementType.F16 ? throw new UserException("f16: laws are checked in f32 and f64") : type;

    /// <summary>The engines of these names; the built-in ones where none is given. The id of a seeded fault names that
    /// wrong engine. Who takes them disposes of what they run in.</summary>
    /// <exception cref="UserException">A name is unknown, a named engine cannot run here, or has no laws in the type.</exception>
    public static LawEngines Engines(string[] names, Hosting hosting, ElementType type = ElementType.F32)
    {
        if (names.Length == 0)
            names = [.. EngineSelection.Known.Where(e => e.IsOurs).Select(e => e.Name)];
        string[] faults = [.. names.Where(name => FaultBank.All.Any(fault => fault.Id == name && !fault.NeedsGuards))];
        string[] others = [.. names.Except(faults)];
        EngineSelection selection = others.Length == 0 ? new([], []) : EngineSelection.From(others, hosting);
        return new LawEngines(
            [
                .. selection.Engines.Select(engine => Subject(engine, type) ?? throw new UserException($"--engine {engine.Name}: does not compute in {type.ToString().ToLowerInvariant()}")),
                .. FaultBank.All.Where(fault => faults.Contains(fault.Id)).Select(fault => WrongEngines.Subject(fault, type)),
            ], selection);
    }

    /// <summary>An engine as laws see it; null where it does not compute in the type, where that is Half.</summary>
    public static LawSubject? Subject(EngineUnderTest engine, ElementType type) => type switch
    {
        ElementType.F32 when engine.Computes<float>() => InFloat(engine),
        ElementType.F64 when engine.Process is { } process && engine.Computes<double>() => LawSubject.OfDouble(
            engine.Name, engine.Accuracy, process.Fresh<double>, process.Convolution<double>(), isCostly: !process.IsRenewedInside),
        ElementType.F64 when engine.F64 is { } convolution => LawSubject.OfDouble(engine.Name, engine.Accuracy,
            EngineSelection.Known.FirstOrDefault(e => e.Name == engine.Name) is { CreateF64: { } create } ? threads => create(new EngineSettings(threads)) : _ => convolution),
        _ => null,
    };

    private static LawSubject InFloat(EngineUnderTest engine) => engine switch
    {
        { Process: { } process } => new LawSubject(engine.Name, engine.Accuracy, process.Fresh<float>, process.Convolution<float>())
        {
            IsCostly = !process.IsRenewedInside,
            Guarded = process.Guarded<float>(),
            Instance = process.Instance<float>() is null ? null : threads => process.Instance<float>(threads)!,
        },
        _ when EngineSelection.Known.FirstOrDefault(e => e.Name == engine.Name) is { CreateF32: { } create } =>
            new LawSubject(engine.Name, engine.Accuracy, threads => create(new EngineSettings(threads))),
        _ when FaultBank.All.FirstOrDefault(fault => fault.Id == engine.Name) is { } fault => WrongEngines.Subject(fault),
        _ => new LawSubject(engine.Name, engine.Accuracy, _ => engine.F32!),
    };
}

/// <summary>Engines under laws, and what is to be disposed of with them.</summary>
internal sealed record LawEngines(IReadOnlyList<LawSubject> Subjects, EngineSelection Selection) : IDisposable
{
    public void Dispose() => Selection.Dispose();
}
