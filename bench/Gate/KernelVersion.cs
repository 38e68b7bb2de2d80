using System.Reflection;
using System.Runtime.Loader;
using Conformance.Bench.Harness;

namespace Conformance.Bench.Gate;

/// <summary>A version of the kernels in a load context of its own, so that two of them can run in one process.</summary>
/// <param name="folder">The folder of the version's assemblies.</param>
internal sealed class KernelVersion(string folder) : AssemblyLoadContext(Path.GetFileName(folder))
{
    private static readonly string HarnessPath = typeof(Workload).Assembly.Location;

    /// <summary>Prepares a layer; see <see cref="Workload.Prepare"/>.</summary>
    /// <exception cref="InvalidOperationException">The version cannot; the message says why.</exception>
    public Action<int> Prepare(string line, string kernel, float[] input, float[] weight, float[] output)
    {
        MethodInfo prepare = LoadFromAssemblyPath(HarnessPath).GetType(typeof(Workload).FullName!)!.GetMethod(nameof(Workload.Prepare))!;
        try
        {
            return prepare.CreateDelegate<Func<string, string, int, float[], float[], float[], Action<int>>>()(line, kernel, 1, input, weight, output);
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or FileNotFoundException)
        {
            throw new InvalidOperationException($"the version in {folder} is too old for this gate: {e.Message}", e);
        }
    }

    /// <summary>The version's own assemblies come from its folder, all others from where this program has them.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(folder, $"{assemblyName.Name}.dll");
        return assemblyName.Name!.StartsWith("Conformance.", StringComparison.Ordinal) && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
