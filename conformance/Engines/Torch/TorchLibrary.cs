using System.Runtime.InteropServices;
using Conformance.Catalog;

namespace Conformance.Torch;

/// <summary>
/// libtorch, loaded once for the process, and the functions of its C interface that are used here. That interface is
/// kept stable between versions; it was made for models that are compiled ahead of time.
/// </summary>
internal sealed unsafe class TorchLibrary
{
    private static readonly Lazy<(TorchLibrary? Library, Availability Availability)> Loaded = new(Load);

    private TorchLibrary(nint handle)
    {
        nint Export(string name) => NativeLibrary.GetExport(handle, name);
        CreateTensorFromBlob = (delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int>)
            Export("aoti_torch_create_tensor_from_blob");
        DeleteTensor = (delegate* unmanaged<nint, int>)Export("aoti_torch_delete_tensor_object");
        Copy = (delegate* unmanaged<nint, nint, int, int>)Export("aoti_torch_copy_");
        Convolution = (delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, int, long*, long,
            long, nint*, int>)Export("aoti_torch_cpu_convolution");
        Float32 = ((delegate* unmanaged<int>)Export("aoti_torch_dtype_float32"))();
        Float64 = ((delegate* unmanaged<int>)Export("aoti_torch_dtype_float64"))();
        Cpu = ((delegate* unmanaged<int>)Export("aoti_torch_device_type_cpu"))();
        ulong version = ((delegate* unmanaged<ulong>)Export("aoti_torch_abi_version"))();
        // One byte each for the parts of the version, the highest first.
        Version = $"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}";
        // The C interface cannot set the number of threads. This is at::set_num_threads(int), a C++ function whose call
        // is that of C; where a version does not export it, the environment variable OMP_NUM_THREADS decides.
        if (NativeLibrary.TryGetExport(handle, "_ZN2at15set_num_threadsEi", out nint setThreads))
            SetThreads = (delegate* unmanaged<int, void>)setThreads;
    }

    /// <summary>Whether the library loads, and why not.</summary>
    public static Availability Availability => Loaded.Value.Availability;

    /// <summary>The version that the library tells of itself; empty where it did not load.</summary>
    public static string LoadedVersion => Loaded.Value.Library?.Version ?? "";

    /// <summary>The library.</summary>
    /// <exception cref="NotSupportedException">It did not load.</exception>
    public static TorchLibrary Instance =>
        Loaded.Value.Library ?? throw new NotSupportedException(Availability.Reason);

    public string Version { get; }

    public int Float32 { get; }

    public int Float64 { get; }

    public int Cpu { get; }

    /// <summary>data, rank, extents, strides, offset, element type, device type, device index → tensor.</summary>
    public delegate* unmanaged<void*, long, long*, long*, long, int, int, int, nint*, int> CreateTensorFromBlob { get; }

    public delegate* unmanaged<nint, int> DeleteTensor { get; }

    /// <summary>to, from, without waiting.</summary>
    public delegate* unmanaged<nint, nint, int, int> Copy { get; }

    /// <summary>X, W, b or null, strides, pads, dilations, transposed, output pads, groups → Y.</summary>
    public delegate* unmanaged<nint, nint, nint*, long*, long, long*, long, long*, long, int, long*, long, long, nint*, int>
        Convolution
    { get; }

    /// <summary>Null where the library does not export it.</summary>
    public delegate* unmanaged<int, void> SetThreads { get; }

    private static (TorchLibrary?, Availability) Load()
    {
        string? path = TorchLocation.Find(Environment.GetEnvironmentVariable, out string reason);
        if (path is null) return (null, Availability.Absent(reason, TorchLocation.Install));
        try { return (new TorchLibrary(NativeLibrary.Load(path)), Availability.Present); }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return (null, Availability.Absent(e.Message.ReplaceLineEndings(" "), TorchLocation.Install));
        }
    }
}
