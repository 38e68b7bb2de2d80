using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>What a tile multiplies: a panel of A and a panel of B, which is packed on the way where it is to be.</summary>
/// <param name="a">The panel of A.</param>
/// <param name="b">B.</param>
/// <param name="pitch">The distance of two rows of B.</param>
/// <param name="steps">K.</param>
/// <param name="ahead">What will be read soon.</param>
/// <param name="panel">Where B is packed; a null reference where it is not.</param>
internal readonly ref struct TileProduct<T>(ref readonly T a, ref readonly T b, int pitch, int steps, LinesAhead ahead, ref T panel) where T : unmanaged
{
    private readonly ref readonly T a = ref a, b = ref b;
    private readonly ref T panel = ref panel;

    /// <summary>Computes C.</summary>
    /// <param name="vectors">The registers of a row of C.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">The distance of two rows of C.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    public void Into<V, TTile>(int vectors, ref T c, int ldc, bool accumulate) where V : struct, ILanes<V, T> where TTile : struct, IPackingTile<V, T>
    {
        if (Unsafe.IsNullRef(ref panel)) TTile.Multiply(vectors, steps, in a, TTile.Rows, in b, pitch, ref c, ldc, accumulate, ahead);
        else TTile.Multiply<Packs>(vectors, steps, in a, TTile.Rows, in b, pitch, ref c, ldc, accumulate, ahead, ref panel);
    }
}
