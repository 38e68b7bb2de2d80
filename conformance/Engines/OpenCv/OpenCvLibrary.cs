using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Conformance.Catalog;
using OpenCvSharp;

namespace Conformance.OpenCv;

/// <summary>Finds out whether the native library loads, before the C# bindings try it: they print when it does not.</summary>
internal static partial class OpenCvLibrary
{
    private const string Native = "OpenCvSharpExtern";

    /// <summary>Whether the engines can run.</summary>
    public static Availability Availability { get; } = Probe();

    /// <summary>Whose code runs, with the version that the library tells of itself.</summary>
    public static string Origin
    {
        get
        {
            string bindings = typeof(Cv2).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion.Split('+', '-')[0] ?? "";
            string library = Availability.IsPresent ? Cv2.GetVersionString() ?? "" : "(not loaded)";
            return $"OpenCV {library} by OpenCvSharp4 {bindings}, NuGet";
        }
    }

    private static Availability Probe()
    {
        try
        {
            NativeLibrary.Load(Native, typeof(Cv2).Assembly, null);
            // Refused models are told as exceptions; the library would write them to stderr as well.
            Cv2.SetLogLevel(LogLevel.SILENT);
            return Availability.Present;
        }
        catch (Exception e) when (
            e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
                or BadImageFormatException or OpenCvSharpException)
        {
            return Missing(e.Message);
        }
    }

    /// <summary>The loader lists every place that it tried. The line that counts begins with a library other than the
    /// bindings' own, and says what is wrong with it.</summary>
    internal static Availability Missing(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? dependency = lines.FirstOrDefault(line =>
            Dependency().Match(line) is { Success: true } found
            && !found.Value.Contains(Native, StringComparison.Ordinal));
        return dependency is null
            ? Availability.Absent(lines.FirstOrDefault() ?? "the native library does not load",
                "dotnet restore conformance/Engines/OpenCv")
            : Availability.Absent(dependency, "apt-get install -y --no-install-recommends libgtk-3-0");
    }

    /// <summary>The name of a shared library, perhaps with a version after it, and a colon.</summary>
    [GeneratedRegex(@"^\S*\.so[.0-9]*: ")]
    private static partial Regex Dependency();
}
