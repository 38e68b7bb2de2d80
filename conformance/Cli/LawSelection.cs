using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Laws;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>Which laws and engines a verb takes.</summary>
internal static class LawSelection
{
    private static readonly string[] BuiltInOrigin = ["built in", "reference layer, built in"];

    /// <summary>The law of this name, or all where none is given.</summary>
    /// <exception cref="UserException">There is no such law.</exception>
    public static IReadOnlyList<Law> Of(string? name)
    {
        if (name is null) return LawBook.All;
        Law law = LawBook.All.FirstOrDefault(l => l.Name == name)
            ?? throw new UserException($"--law {name}: no such law (the verb \"laws\" lists them)");
        return [law];
    }

    /// <summary>The engines of these names; the built-in ones where none is given. The id of a seeded fault names that
    /// wrong engine. Who takes them disposes of what they run in.</summary>
    /// <exception cref="UserException">A name is unknown, or a named engine cannot run here.</exception>
    public static LawEngines Engines(string[] names, Hosting hosting)
    {
        if (names.Length == 0)
            names = [.. EngineSelection.Known.Where(e => BuiltInOrigin.Contains(e.Origin)).Select(e => e.Name)];
        string[] faults = [.. names.Where(name => FaultBank.All.Any(fault => fault.Id == name))];
        string[] others = [.. names.Except(faults)];
        EngineSelection selection = others.Length == 0 ? new([], []) : EngineSelection.From(others, hosting);
        if (selection.Engines.FirstOrDefault(e => !e.Computes<float>()) is { } without)
            throw new UserException($"--engine {without.Name}: does not compute in f32");
        return new LawEngines(
            [.. selection.Engines.Select(Subject), .. FaultBank.All.Where(fault => faults.Contains(fault.Id)).Select(WrongEngines.Subject)], selection);
    }

    /// <summary>An engine as laws see it.</summary>
    public static LawSubject Subject(EngineUnderTest engine) => engine switch
    {
        { Process: { } process } => new LawSubject(engine.Name, engine.Accuracy, _ => process.Fresh(), process.Convolution),
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
