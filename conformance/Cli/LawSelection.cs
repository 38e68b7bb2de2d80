using Conformance.Catalog;
using Conformance.Faults;
using Conformance.Laws;

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

    /// <summary>The engines of these names; the built-in ones where none is given. The id of a seeded fault names that wrong engine.</summary>
    /// <exception cref="UserException">A name is unknown, or a named engine cannot run here.</exception>
    public static IEnumerable<LawSubject> Engines(string[] names)
    {
        if (names.Length == 0)
            names = [.. EngineSelection.Known.Where(e => BuiltInOrigin.Contains(e.Origin)).Select(e => e.Name)];
        foreach (string name in names)
        {
            if (FaultBank.All.FirstOrDefault(fault => fault.Id == name) is { } fault)
            {
                yield return WrongEngines.Subject(fault);
                continue;
            }
            EngineSelection.From([name]);
            EngineEntry entry = EngineSelection.Known.Single(e => e.Name == name);
            yield return new LawSubject(name, entry.Accuracy,
                threads => entry.CreateF32?.Invoke(new EngineSettings(threads)) ?? throw new UserException($"--engine {name}: does not compute in f32"));
        }
    }
}
