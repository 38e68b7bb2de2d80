namespace Conformance.Torch;

/// <summary>Where libtorch may stand on this machine.</summary>
internal static class TorchLocation
{
    /// <summary>The environment variable that names the folder of libtorch_cpu.so.</summary>
    public const string Variable = "CONFORMANCE_LIBTORCH";

    /// <summary>What installs it where it is looked for without the variable.</summary>
    public const string Install = "dotnet restore conformance/Engines/Torch/Fetch";

    private const string Package = "libtorch-cpu-linux-x64";
    private const string Library = "libtorch_cpu.so";

    /// <summary>The library's path; null, and why, where it is not found.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="reason">Why there is none.</param>
    public static string? Find(Func<string, string?> variable, out string reason)
    {
        reason = "";
        if (variable(Variable) is { Length: > 0 } folder)
        {
            string named = Path.Combine(folder, Library);
            if (File.Exists(named)) return named;
            reason = $"{Variable} is '{folder}', where there is no {Library}";
            return null;
        }
        string packages = variable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(variable("HOME") ?? "", ".nuget", "packages");
        string? found = Versions(Path.Combine(packages, Package))
            .Select(version => Path.Combine(version, "runtimes", "linux-x64", "native", Library))
            .FirstOrDefault(File.Exists);
        if (found is null) reason = $"{Library} of the package {Package} is not in the NuGet packages folder";
        return found;
    }

    // The newest first. The name of the folder is the version.
    private static IEnumerable<string> Versions(string package)
    {
        if (!Directory.Exists(package)) return [];
        return Directory.EnumerateDirectories(package).OrderByDescending(
            folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version());
    }
}
