using System.Runtime.InteropServices;

namespace Conformance.Engines.Torch;

/// <summary>
/// The entry points of libtorch's stable C interface that a convolution needs. The library is looked for in the folder
/// that the environment variable CONFORMANCE_LIBTORCH names, then where NuGet puts the package libtorch-cpu-linux-x64.
/// </summary>
internal static unsafe class LibTorch
{
    public const string Version = "2.10.0";
    private const string FolderVariable = "CONFORMANCE_LIBTORCH";

    private static readonly delegate* unmanaged<int, void> setThreads;

    static LibTorch()
    {
        string folder = Folder();
        // The library's own dependencies lie beside it, where the loader need not look.
        foreach (string dependency in new[] { "libgomp-98b21ff3.so.1", "libc10.so" })
            NativeLibrary.TryLoad(Path.Combine(folder, dependency), out _);
        nint library = NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
        FromBlob = (delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int>)
            NativeLibrary.GetExport(library, "aoti_torch_create_tensor_from_blob");
        Convolution = (delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, int, long*, long, long, nint*, int>)
            NativeLibrary.GetExport(library, "aoti_torch_cpu_convolution");
        Data = (delegate* unmanaged<nint, void**, int>)NativeLibrary.GetExport(library, "aoti_torch_get_data_ptr");
        Strides = (delegate* unmanaged<nint, long**, int>)NativeLibrary.GetExport(library, "aoti_torch_get_strides");
        Delete = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "aoti_torch_delete_tensor_object");
        Cpu = Constant(library, "aoti_torch_device_type_cpu");
        Float32 = Constant(library, "aoti_torch_dtype_float32");
        Float64 = Constant(library, "aoti_torch_dtype_float64");
        // at::set_num_threads(int), under its C++ name: the C interface has none.
        setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "_ZN2at15set_num_threadsEi");
        SetThreads(1);
    }

    /// <summary>(data, dimensions, sizes, strides, offset, type, device, device index, → tensor).</summary>
    public static delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int> FromBlob { get; }

    /// <summary>(input, weight, → bias or null, stride, its length, padding, …, dilation, …, transposed, output padding, …,
    /// groups, → output).</summary>
    public static delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, int, long*, long, long, nint*, int>
        Convolution
    { get; }

    /// <summary>(tensor, → data).</summary>
    public static delegate* unmanaged<nint, void**, int> Data { get; }

    /// <summary>(tensor, → strides).</summary>
    public static delegate* unmanaged<nint, long**, int> Strides { get; }

    /// <summary>(tensor).</summary>
    public static delegate* unmanaged<nint, int> Delete { get; }

    public static int Cpu { get; }
    public static int Float32 { get; }
    public static int Float64 { get; }

    /// <summary>How many threads a convolution uses; 1 unless said otherwise.</summary>
    public static void SetThreads(int threads) => setThreads(threads);

    /// <summary>Loads the library.</summary>
    /// <exception cref="TypeInitializationException">It, or an entry point, is not there.</exception>
    public static void Load() => _ = Cpu;

    private static int Constant(nint library, string name) =>
        ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, name))();

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } given) return given;
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = Path.Combine(packages, "libtorch-cpu-linux-x64", Version, "runtimes", "linux-x64", "native");
        return Directory.Exists(folder) ? folder : throw new DllNotFoundException($"libtorch {Version} is not installed");
    }
}
