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
        .. Vector512.IsHardwareAccelerated ? new[] { VectorWidth.Bits512 } : [],
    ];

    /// <summary>Multiply-adds of whole registers that a core begins in a cycle, for the cost model: two of 512 bits where its data paths
    /// are that wide. Of narrower ones the model counts one: its other costs were measured beside that.</summary>
    public static int MultiplyAdds(this VectorWidth width) => width == VectorWidth.Bits512 && HasFullWidth ? 2 : 1;

    /// <summary>Whether registers of 512 bits are computed with at once. Processors of AMD say so (CPUID 8000001A, bit 3 of EAX); the
    /// servers of Intel that have AVX-512 mostly have two such units and are taken for that.</summary>
    private static bool HasFullWidth { get; } = X86Base.IsSupported
        && (X86Base.CpuId(0, 0).Ebx == Intel || (X86Base.CpuId(unchecked((int)0x8000001A), 0).Eax & 8) != 0);

    /// <summary>The first letters of "GenuineIntel".</summary>
    private const int Intel = 0x756E6547;

    /// <summary>128, 256 or 512.</summary>
    public static int Bits(this VectorWidth width) => 128 << (int)width;

    /// <summary>The widest of them.</summary>
    public static VectorWidth Widest => Widths[^1];
}
