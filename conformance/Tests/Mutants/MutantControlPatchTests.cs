using System.Reflection;
using System.Runtime.Loader;
using Conformance.Mutants.Building;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Conformance.Tests.Mutants;

/// <summary>A mutated assembly of one function, as Stryker.NET would make it.</summary>
public sealed class MutantControlPatchTests : IDisposable
{
    private const string Source = """
        namespace Stryker
        {
            public static class MutantControl
            {
                public static int ActiveMutant = -2;
                static MutantControl() { ActiveMutant = int.Parse("5"); }
                public static bool IsActive(int id) { try { return id == int.Parse("2"); } catch { return true; } }
            }

            internal static class MutantContext
            {
                public static bool InStatic() { return Code.IsStarting; }
            }
        }

        public static class Code
        {
            public static bool IsStarting;
            public static int Add(int a, int b) { return Stryker.MutantControl.IsActive(2) ? a - b : a + b; }
        }
        """;

    private static readonly string[] Variables = [MutantControlPatch.ActiveVariable, MutantControlPatch.MarksVariable];

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Marks_are_set_where_they_are_wanted_and_the_number_decides()
    {
        var path = Build();
        Assert.True(MutatedBuild.IsMutated(path));
        MutantControlPatch.Apply(path, 3, marks: true);
        With(null, null, () => CheckMarks(path, reached: true));
        MutantControlPatch.Apply(path, 3, marks: false);
        With(null, null, () => CheckMarks(path, reached: false));
    }

    [Fact]
    public void A_process_of_a_test_takes_both_from_its_environment()
    {
        var path = Build();
        MutantControlPatch.Apply(path, 3, marks: true);
        With("2", Path.Combine(folder, "marks-"), () => Assert.Equal(3, Add(Assembly.Load(File.ReadAllBytes(path)))));
        Assert.Equal("2\n", File.ReadAllText(Path.Combine(folder, $"marks-{Environment.ProcessId}")));
    }

    /// <summary>The environment for a while: this may itself be a process with a mutant.</summary>
    private static void With(string? active, string? marks, Action act)
    {
        var before = Variables.Select(Environment.GetEnvironmentVariable).ToArray();
        Set(active, marks);
        try
        {
            act();
        }
        finally
        {
            Set(before);
        }

        static void Set(params string?[] values)
        {
            foreach (var (variable, value) in Variables.Zip(values))
                Environment.SetEnvironmentVariable(variable, value);
        }
    }

    private string Build()
    {
        var path = Path.Combine(folder, "Mutated.dll");
        var compiled = CSharpCompilation.Create("Mutated", [CSharpSyntaxTree.ParseText(Source)], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics));
        return path;
    }

    private static void CheckMarks(string path, bool reached)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        using (var file = File.OpenRead(path))
        {
            var assembly = context.LoadFromStream(file);
            var control = assembly.GetType("Stryker.MutantControl")!;
            var active = control.GetField("ActiveMutant")!;
            Assert.Equal(-1, active.GetValue(null));
            Assert.Equal(7, Add(assembly));
            active.SetValue(null, 2);
            Assert.Equal(3, Add(assembly));
            active.SetValue(null, 1);
            Assert.Equal(7, Add(assembly));
            Assert.Equal([false, false, reached], Marks(control, "Reached"));
            Assert.Equal([false, false, false], Marks(control, "ReachedAtStart"));
            Array.Clear(Marks(control, "Reached"));
            assembly.GetType("Code")!.GetField("IsStarting")!.SetValue(null, true);
            Add(assembly);
            Assert.Equal([false, false, reached], Marks(control, "ReachedAtStart"));
        }

        context.Unload();
    }

    private static bool[] Marks(Type control, string name) => (bool[])control.GetField(name)!.GetValue(null)!;

    private static object? Add(Assembly assembly) => assembly.GetType("Code")!.GetMethod("Add")!.Invoke(null, [5, 2]);
}
