using System.Runtime.Intrinsics;

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

    /// <summary>128, 256 or 512.</summary>
    public static int Bits(this VectorWidth width) => 128 << (int)width;

    /// <summary>The widest of them.</summary>
    public static VectorWidth Widest => Widths[^1];
}
