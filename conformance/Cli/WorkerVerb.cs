using System.Runtime.InteropServices;
using Conformance.Catalog;
using Conformance.Plugins;
using Conformance.Suite.Isolation;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>The hidden verb by which the program hosts one engine for another process of itself.</summary>
internal static class WorkerVerb
{
    public const string Name = "worker";

    /// <summary>Serves until the pipe ends. Nothing runs before the pipe is out of the reach of code under test.</summary>
    public static int Run(string engine)
    {
        EngineEntry? entry = null;
        var (from, to) = ProtectedPipe.Take();
        using (from)
        using (to)
            WorkerHost.Serve(from, to, settings => EngineUnderTest.From(entry ??= Entry(engine), settings));
        return Application.Success;
    }

    /// <summary>A plug-in does not load the catalogue, which looks for libraries all over the machine.</summary>
    private static EngineEntry Entry(string engine) => PluginPath.IsOne(engine) ? PluginPath.Open(engine) : EngineSelection.Entry(engine);

    /// <summary>How a worker for an engine is started: this program once more.</summary>
    public static WorkerCommand CommandFor(string engine) => new(DotnetHost(), ["exec", typeof(WorkerVerb).Assembly.Location, Name, engine]);

    /// <summary>The dotnet that runs this program. As a .NET tool it is started by a file of its own, and dotnet need not be
    /// on the search path: it stands three folders above the runtime.</summary>
    private static string DotnetHost()
    {
        if (Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet") return path;
        string host = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    }
}
