using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>
/// The register micro-kernel: C[R, L·v] (+)= A[R, K]·B[K, L·v], all of C in registers while K goes by.
/// A lies K-major (element [i, k] at k·lda + i), B and C in rows (element [k, j] at k·ldb + j, [i, j] at i·ldc + j).
/// </summary>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface ITile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>R.</summary>
    static abstract int Rows { get; }

    /// <summary>The most registers in a row of C.</summary>
    static abstract int Vectors { get; }

    /// <summary>One tile.</summary>
    /// <param name="vectors">v, from 1 to <see cref="Vectors"/>.</param>
    /// <param name="depth">K.</param>
    /// <param name="a">A.</param>
    /// <param name="lda">The distance of two steps of K in A.</param>
    /// <param name="b">B.</param>
    /// <param name="ldb">The distance of two rows of B.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">The distance of two rows of C.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    /// <param name="ahead">What will be read soon: tiles of 512 bits ask for a line of it at each step of K.</param>
    static abstract void Multiply(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead);

    /// <summary>Whether <see cref="Column"/> is the way to compute tiles one below another.</summary>
    static virtual bool TakesColumns => false;

    /// <summary>Tiles one below another, with the same B, in one call: with few registers a tile has so few products that what is around them counts.</summary>
    /// <param name="vectors">v, from 1 to <see cref="Vectors"/>.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="depth">K.</param>
    /// <param name="a">A of the first.</param>
    /// <param name="lda">The distance of two steps of K in A.</param>
    /// <param name="apart">The distance of two tiles in A.</param>
    /// <param name="b">B.</param>
    /// <param name="ldb">The distance of two rows of B.</param>
    /// <param name="c">C of the first; those of the others follow, row by row.</param>
    /// <param name="ldc">The distance of two rows of C.</param>
    /// <param name="accumulate">Whether the products are added to what C holds.</param>
    /// <exception cref="NotSupportedException">The tile takes none.</exception>
    static virtual void Column(
        int vectors, int count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate) =>
        throw new NotSupportedException($"{typeof(V).Name}: these tiles are computed one by one, see TakesColumns");
}
