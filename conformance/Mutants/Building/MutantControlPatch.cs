using Mono.Cecil;

namespace Conformance.Mutants.Building;

/// <summary>
/// Writes <c>MutantControl.IsActive(id)</c> of a mutated assembly anew: it sets a mark and compares two numbers. Stryker's own looks for a file and
/// for the environment, and when it records what a test reaches, it takes a lock and searches a list: in the loops of a kernel that takes minutes.
/// </summary>
/// <remarks>
/// As C#: <c>if (!Reached[id]) Mark(id); return id == ActiveMutant;</c> and, for one thread at a time, <c>Mark(id)</c>: <c>Reached[id] = true;
/// if (MutantContext.InStatic()) ReachedAtStart[id] = true; if (MarksFile != null) File.AppendAllText(MarksFile + Environment.ProcessId, id + "\n");</c>
/// A process that a test starts takes the mutant, and where to write what it reaches, from its environment.
/// </remarks>
internal static class MutantControlPatch
{
    /// <summary>In the environment: the number of the mutant that is active at first; none where it is not set.</summary>
    public const string ActiveVariable = "CONFORMANCE_MUTANT";

    /// <summary>In the environment: what the names of files begin with, one for each process, in which a mutant that is reached is a line.</summary>
    public const string MarksVariable = "CONFORMANCE_MUTANT_MARKS";

    /// <param name="path">The mutated assembly, rewritten in place; it may have been before.</param>
    /// <param name="count">Mutants are numbered from 0 to count − 1.</param>
    /// <param name="marks">Whether to set marks at all: without them the call is so small that the compiler leaves it out.</param>
    public static void Apply(string path, int count, bool marks)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver, ReadWrite = true });
        var control = new PatchedControl(assembly.MainModule);
        control.WriteStart(count);
        control.WriteMark();
        control.WriteIsActive(marks);
        assembly.Write();
    }
}
