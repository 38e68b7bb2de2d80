using System.Reflection;
using Conformance.Mutants.Building;

namespace Conformance.Mutants.Working;

/// <summary>
/// The class that Stryker.NET puts into an assembly that it has mutated, as <see cref="MutantControlPatch"/> left it: one number says
/// which mutant is active, and each place that asks may leave a mark.
/// </summary>
internal sealed class MutantSwitch(string assemblyName) : IDisposable
{
    /// <summary>No mutant: the code is as it was written.</summary>
    public const int None = -1;

    private int[]? beforeTests;
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory();
    private readonly Type control = Assembly.Load(assemblyName).GetTypes().Single(type => type.Name == "MutantControl");

    /// <summary>In this process, and in those that it starts from now on.</summary>
    public int Active
    {
        set
        {
            Field("ActiveMutant").SetValue(null, value);
            Environment.SetEnvironmentVariable(MutantControlPatch.ActiveVariable, $"{value}");
        }
    }

    /// <summary>Numbers of the mutants that were reached since <see cref="Forget"/>, by this process and by those that it started.</summary>
    public IEnumerable<int> Reached => Numbers("Reached").Union(Directory.EnumerateFiles(elsewhere.FullName).SelectMany(File.ReadLines).Select(int.Parse));

    /// <summary>Those that a static field's first value asked for, or that were asked for before the first test: they act in a fresh process only.</summary>
    public IEnumerable<int> ReachedAtStart => Numbers("ReachedAtStart").Union(beforeTests ?? []);

    public void Forget()
    {
        beforeTests ??= [.. Reached];
        Array.Clear(Marks("Reached"));
        foreach (var file in elsewhere.EnumerateFiles())
            file.Delete();

        Environment.SetEnvironmentVariable(MutantControlPatch.MarksVariable, Path.Combine(elsewhere.FullName, "of"));
    }

    public void Dispose() => elsewhere.Delete(true);

    private IEnumerable<int> Numbers(string name)
    {
        var marks = Marks(name);
        return Enumerable.Range(0, marks.Length).Where(i => marks[i]);
    }

    private bool[] Marks(string name) => (bool[])Field(name).GetValue(null)!;

    private FieldInfo Field(string name) => control.GetField(name) ?? throw new InvalidOperationException($"{assemblyName} has no {name}: it was not patched, or its Stryker is another one.");
}
