using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>A micro-kernel that can pack B on its way: the first row of tiles reads a panel where it lies, and writes it for the others.</summary>
internal interface IPackingTile<V, T> : ITile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>One tile, as by <see cref="ITile{V, T}.Multiply"/>; where it packs, B is written to a panel too.</summary>
    /// <typeparam name="TPacks">Whether it does.</typeparam>
    /// <param name="vectors">v, from 1 to <see cref="ITile{V, T}.Vectors"/>.</param>
    /// <param name="depth">K.</param>
    /// <param name="a">A.</param>
    /// <param name="lda">The distance of two steps of K in A.</param>
    /// <param name="b">B.</param>
    /// <param name="ldb">The distance of two rows of B.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">The distance of two rows of C.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    /// <param name="ahead">What will be read soon.</param>
    /// <param name="panel">The panel: [K, L·v], dense; a null reference where it does not pack.</param>
    static abstract void Multiply<TPacks>(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks;

    /// <summary>One tile of <see cref="ITile{V, T}.Vectors"/> registers which packs B with some of its columns masked away.</summary>
    /// <param name="depth">K.</param>
    /// <param name="a">A.</param>
    /// <param name="lda">The distance of two steps of K in A.</param>
    /// <param name="b">B.</param>
    /// <param name="ldb">The distance of two rows of B.</param>
    /// <param name="masks">A row of bits: those of the columns that are kept.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">The distance of two rows of C.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    /// <param name="panel">The panel: [K, L·v], dense.</param>
    /// <exception cref="NotSupportedException">The tile takes no columns.</exception>
    static virtual void PackMasked(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref readonly T masks, ref T c, nint ldc, bool accumulate, ref T panel) =>
        throw new NotSupportedException($"{typeof(V).Name}: these tiles are computed one by one, see TakesColumns");
}
