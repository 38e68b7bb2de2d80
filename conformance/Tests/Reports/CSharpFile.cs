using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Conformance.Tests;

/// <summary>C# that the suite offers to copy.</summary>
internal static class CSharpFile
{
    /// <summary>Read once: each is an assembly of the framework or of the suite.</summary>
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Compiles the text against the assemblies of the suite and loads it: the method Run of its class Repro.</summary>
    public static MethodInfo Compile(string text)
    {
        var compilation = CSharpCompilation.Create("Repro" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(text)],
            References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + "\n" + text);
        return Assembly.Load(assembly.ToArray()).GetType("Repro")!.GetMethod("Run")!;
    }
}
