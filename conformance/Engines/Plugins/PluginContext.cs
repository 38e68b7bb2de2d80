using System.Reflection;
using System.Runtime.Loader;

namespace Conformance.Plugins;

/// <summary>The assemblies of a plug-in, from its own folder; those that the suite has too are shared with it, or the
/// plug-in's IConvolution would be another than ours.</summary>
internal sealed class PluginContext(string path) : AssemblyLoadContext(path)
{
    private readonly AssemblyDependencyResolver resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is "Conformance.Spec" or "Conformance.Catalog" or "System.Numerics.Tensors") return null;
        return resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
