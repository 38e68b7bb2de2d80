using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Conformance.Catalog;

namespace Conformance.Plugins;

/// <summary>A plug-in as a command line names it: a .NET assembly with or without a type, or a native shared library.</summary>
public static class PluginPath
{
    private static readonly string[] NativeSuffixes = [".so", ".dylib", ".dll"];

    /// <summary>Whether the text names a file of code, not an engine of the catalogue.</summary>
    public static bool IsOne(string text) => Split(text) is var (path, type) && (type is not null
        || path.Contains('/') || path.Contains('\\') || NativeSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The engine that the file holds.</summary>
    /// <exception cref="InvalidDataException">The file is not there, or holds no engine; the message says why.</exception>
    public static EngineEntry Open(string text)
    {
        var (path, type) = Split(text);
        string full = Path.GetFullPath(path);
        if (!File.Exists(full)) throw new InvalidDataException($"{path}: no such file");
        return IsManaged(full) ? AssemblyPlugin.Open(text, full, type) : NativePlugin.Open(text, full);
    }

    /// <summary>Tells one state of the file from another: the first digits of its SHA-256.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Fingerprint(string text)
    {
        using FileStream file = File.OpenRead(Split(text).Path);
        return Convert.ToHexStringLower(SHA256.HashData(file)[..8]);
    }

    /// <summary>"path/My.dll:Type" in two; a drive letter is no path.</summary>
    private static (string Path, string? Type) Split(string text)
    {
        int colon = text.LastIndexOf(".dll:", StringComparison.OrdinalIgnoreCase);
        return colon < 0 ? (text, null) : (text[..(colon + 4)], text[(colon + 5)..]);
    }

    private static bool IsManaged(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var reader = new PEReader(file);
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
