using System.Runtime.InteropServices;
using Conformance.Catalog;

namespace Conformance.Plugins;

/// <summary>A native shared library that exports the functions of conformance/native/conformance.h.</summary>
internal sealed unsafe class NativePlugin
{
    private readonly nint library;

    private NativePlugin(string path)
    {
        try { library = NativeLibrary.Load(path); }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        int version = ((delegate* unmanaged<int>)Required(path, "convolution_abi"))();
        if (version != NativeProblem.Version)
            throw new InvalidDataException($"{path}: built for version {version} of conformance.h, where {NativeProblem.Version} is expected");
        Supports = (delegate* unmanaged<NativeProblem*, byte*>)Required(path, "convolution_supports");
        Prepare = (delegate* unmanaged<NativeProblem*, void*, void*, void*>)Optional("convolution_prepare");
        Run = (delegate* unmanaged<void*, void*, void*, int>)Optional("convolution_run");
        Free = (delegate* unmanaged<void*, void>)Optional("convolution_free");
        bool[] preparing = [Prepare is not null, Run is not null, Free is not null];
        if (preparing.Distinct().Count() > 1)
            throw new InvalidDataException($"{path}: of convolution_prepare, convolution_run and convolution_free all three must be there, or none");
    }

    public delegate* unmanaged<NativeProblem*, byte*> Supports { get; }

    public delegate* unmanaged<NativeProblem*, void*, void*, void*> Prepare { get; }

    public delegate* unmanaged<void*, void*, void*, int> Run { get; }

    public delegate* unmanaged<void*, void> Free { get; }

    /// <exception cref="InvalidDataException">The library cannot be loaded, or does not export what it must.</exception>
    public static EngineEntry Open(string name, string path)
    {
        var plugin = new NativePlugin(path);
        var f32 = plugin.Optional("convolution_forward_f32");
        var f64 = plugin.Optional("convolution_forward_f64");
        if (f32 == 0 && f64 == 0) throw new InvalidDataException($"{path}: exports neither convolution_forward_f32 nor convolution_forward_f64");
        return new EngineEntry(name, "native shared library", path, AccuracyClass.Componentwise, Availability.Present)
        {
            IsThreadSafe = plugin.Optional("convolution_thread_safe") is not 0 and var safe && ((delegate* unmanaged<int>)safe)() != 0,
            CreateF32 = f32 == 0 ? null : _ => plugin.Create<float>(name, f32),
            CreateF64 = f64 == 0 ? null : _ => plugin.Create<double>(name, f64),
        };
    }

    private Spec.IConvolution<T> Create<T>(string name, nint forward) where T : unmanaged =>
        Prepare is null ? new NativeConvolution<T>(name, this, forward) : new PreparableNative<T>(name, this, forward);

    private nint Optional(string function) => NativeLibrary.TryGetExport(library, function, out nint address) ? address : 0;

    private nint Required(string path, string function) =>
        Optional(function) is not 0 and var address ? address : throw new InvalidDataException($"{path}: does not export {function}");
}
