using System.Reflection;
using Conformance.Catalog;
using Conformance.Spec;

namespace Conformance.Plugins;

/// <summary>An engine from a .NET assembly: a public class with a constructor without parameters that implements
/// <see cref="IConvolution{T}"/> for one element type or more; a generic class is closed over each of them.</summary>
internal static class AssemblyPlugin
{
    /// <exception cref="InvalidDataException">There is no such class, or no telling which is meant.</exception>
    public static EngineEntry Open(string name, string path, string? type)
    {
        Assembly assembly;
        Type[] types;
        try
        {
            assembly = new PluginContext(path).LoadFromAssemblyPath(path);
            types = assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or TypeLoadException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        List<Type> engines = [.. types.Where(IsEngine)];
        string all = string.Join(", ", engines.Select(NameOf));
        List<Type> meant = [.. engines.Where(candidate => type is null || NameOf(candidate) == type || candidate.Name.Split('`')[0] == type)];
        Type engine = (engines.Count, meant.Count) switch
        {
            (0, _) => throw new InvalidDataException($"{path}: no public class with a public constructor without parameters implements IConvolution<T>"),
            (_, 0) => throw new InvalidDataException($"{path}: no engine {type} (there are {all})"),
            (_, 1) => meant[0],
            _ => throw new InvalidDataException($"{path}: several engines; add \":\" and one of {all}"),
        };
        return new EngineEntry(name, NameOf(engine), assembly.GetName().ToString(), AccuracyClass.Componentwise, Availability.Present)
        {
            IsThreadSafe = engine.GetCustomAttribute<ThreadSafeAttribute>() is not null,
            CreateF16 = Creator<Half>(engine),
            CreateF32 = Creator<float>(engine),
            CreateF64 = Creator<double>(engine),
        };
    }

    private static string NameOf(Type type) => (type.FullName ?? type.Name).Split('`')[0];

    private static bool IsEngine(Type type) =>
        !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null
        && (Closed<Half>(type) ?? Closed<float>(type) ?? Closed<double>(type)) is not null;

    private static Func<EngineSettings, IConvolution<T>>? Creator<T>(Type type) =>
        Closed<T>(type) is { } closed ? _ => Create<T>(closed) : null;

    private static IConvolution<T> Create<T>(Type type)
    {
        try { return (IConvolution<T>)Activator.CreateInstance(type)!; }
        catch (TargetInvocationException e) when (e.InnerException is { } cause)
        {
            throw new InvalidDataException($"{NameOf(type)}: its constructor threw {cause.GetType().Name}: {cause.Message}", cause);
        }
    }

    /// <summary>The class for an element type; null where it has none.</summary>
    private static Type? Closed<T>(Type type)
    {
        if (type.IsGenericTypeDefinition)
        {
            if (type.GetGenericArguments().Length != 1) return null;
            try { type = type.MakeGenericType(typeof(T)); }
            catch (ArgumentException) { return null; }
        }
        return typeof(IConvolution<T>).IsAssignableFrom(type) ? type : null;
    }
}
