using System.Runtime.InteropServices;
using Conformance.Catalog;

namespace Conformance.OneDnn;

/// <summary>Whether oneDNN is here, and what is created once for the process.</summary>
internal static class OneDnnLibrary
{
    private const int Cpu = 1;

    /// <summary>Debian 12's package; it brings the library alone, without headers.</summary>
    private const string Install = "apt-get install -y --no-install-recommends libdnnl2";

    private static readonly Lazy<nint> CpuEngine = new(() =>
    {
        ThrowIf(OneDnnNative.CreateEngine(out nint engine, Cpu, 0), "dnnl_engine_create");
        return engine;
    });

    /// <summary>Whether the library loads, and why not.</summary>
    public static Availability Availability { get; } = Probe(NativeLibrary.TryLoad);

    /// <summary>The processor, as the library's "engine".</summary>
    public static nint Engine => CpuEngine.Value;

    /// <summary>Whose code runs, with the version that the library tells of itself.</summary>
    public static unsafe string Origin
    {
        get
        {
            if (!Availability.IsPresent) return "oneDNN (not loaded)";
            OneDnnVersion version = *OneDnnNative.Version();
            return $"oneDNN {version.Major}.{version.Minor}.{version.Patch}, of the system";
        }
    }

    /// <summary>Loads a library by its name.</summary>
    internal delegate bool Loader(string name, out nint handle);

    /// <summary>Version 3 is told from none at all: its descriptors are other ones, so that it cannot stand in.</summary>
    internal static Availability Probe(Loader load)
    {
        if (load(OneDnnNative.Library, out _)) return Availability.Present;
        return Availability.Absent(load("libdnnl.so.3", out _)
            ? $"only version 3 of oneDNN is here, and the engine speaks to version 2 ({OneDnnNative.Library})"
            : $"{OneDnnNative.Library} is not here (oneDNN 2)", Install);
    }

    /// <summary>The functions return 0 for success.</summary>
    public static void ThrowIf(int status, string function)
    {
        if (status != 0) throw new InvalidOperationException($"oneDNN: {function} answered {Name(status)}");
    }

    private static string Name(int status) => status switch
    {
        1 => "out of memory",
        2 => "invalid arguments",
        3 => "unimplemented",
        5 => "runtime error",
        _ => $"status {status}",
    };
}
