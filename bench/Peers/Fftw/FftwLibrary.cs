using System.Runtime.InteropServices;
using Conformance.Catalog;

namespace Conformance.Bench.Peers.Fftw;

/// <summary>The functions of FFTW 3 in single precision that are used here, and whether they are here.</summary>
internal static unsafe partial class FftwLibrary
{
    private const string Name = "libfftw3f.so.3";

    /// <summary>FFTW_MEASURE: plans are tried out.</summary>
    public const uint Measure = 0;

    public static Availability Availability { get; } = NativeLibrary.TryLoad(Name, out _)
        ? Availability.Present
        : Availability.Absent($"{Name} is not here", "apt-get install -y --no-install-recommends libfftw3-single3");

    /// <summary>Real rows × columns to rows × (columns/2 + 1) complex numbers.</summary>
    [LibraryImport(Name, EntryPoint = "fftwf_plan_dft_r2c_2d")]
    public static partial nint PlanForward(int rows, int columns, float* from, float* to, uint flags);

    /// <summary>Back, times rows · columns; it destroys what it reads.</summary>
    [LibraryImport(Name, EntryPoint = "fftwf_plan_dft_c2r_2d")]
    public static partial nint PlanBack(int rows, int columns, float* from, float* to, uint flags);

    [LibraryImport(Name, EntryPoint = "fftwf_execute")]
    public static partial void Execute(nint plan);

    [LibraryImport(Name, EntryPoint = "fftwf_destroy_plan")]
    public static partial void Destroy(nint plan);
}
