using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized;

/// <summary>The registers that a kernel uses.</summary>
public enum VectorWidth
{
    /// <summary>128 bits: portable, and what Arm has.</summary>
    Bits128,

    /// <summary>256 bits: AVX2 with FMA.</summary>
    Bits256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512,
}

/// <summary>What the machine has.</summary>
public static class Machine
{
    /// <summary>The widths that run in hardware here, narrowest first. 128 bits always work.</summary>
    public static IReadOnlyList<VectorWidth> Widths { get; } =
    [
        VectorWidth.Bits128,
        .. Vector256.IsHardwareAccelerated ? new[] { VectorWidth.Bits256 } : [],
        .. Has512 ? new[] { VectorWidth.Bits512 } : [],
    ];

    /// <summary>Whether there are registers of 512 bits. On servers of the first generations with them (Skylake, Cascade Lake) the runtime says no,
    /// since a few wide instructions slow down the narrow ones around them, but it compiles them as anywhere; for convolutions they pay there too.
    /// Where somebody asked the runtime for a width, that is kept.</summary>
    private static bool Has512 => Vector512.IsHardwareAccelerated
        || Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512CD.IsSupported
        && Environment.GetEnvironmentVariable("DOTNET_PreferredVectorBitWidth") is null;

    /// <summary>Multiply-adds of whole registers that a core begins in a cycle, for the cost model: two of 512 bits where its data paths
    /// are that wide, and two of 256 bits where there is FMA. Of narrower ones the model counts one: its other costs were measured beside that.</summary>
    public static int MultiplyAdds(this VectorWidth width) =>
        width == VectorWidth.Bits512 && HasFullWidth || width == VectorWidth.Bits256 && Fma.IsSupported ? 2 : 1;

    /// <summary>Whether registers of 512 bits are computed with at once. Processors of AMD say so (CPUID 8000001A, bit 3 of EAX); the
    /// servers of Intel that have AVX-512 mostly have two such units and are taken for that.</summary>
    private static bool HasFullWidth => X86Base.IsSupported
        && (IsIntel || (X86Base.CpuId(unchecked((int)0x8000001A), 0).Eax & 8) != 0);

    /// <summary>Whether rows of a matrix that lie pages apart are read about as fast where they lie as from a packed panel. Processors of Intel
    /// fetch ahead within a page only: 64 to 256 channels on 56×56 took 1.5 ms in place and 1.05 packed (Cascade Lake); Zen 5 takes 5 % longer
    /// with packed panels.</summary>
    internal static bool ReadsRowsInPlace => !IsIntel;

    /// <summary>Whether the processor is Intel's.</summary>
    internal static bool IsIntel { get; } = X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == GenuineIntel;

    /// <summary>The first letters of "GenuineIntel".</summary>
    private const int GenuineIntel = 0x756E6547;

    /// <summary>128, 256 or 512.</summary>
    public static int Bits(this VectorWidth width) => 128 << (int)width;

    /// <summary>The widest of them.</summary>
    public static VectorWidth Widest => Widths[^1];
}
