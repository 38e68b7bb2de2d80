using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Windows;

/// <summary>
/// The register micro-kernel of direct convolution: the results of two segments of neighbouring positions in a row, for two registers of
/// filters, stay in registers while the terms of a window go by.
/// <code>
///   a, taps[t] →  x x x x x x x    each input element meets      w, 2·L a term:  f f … f │ f f … f
///   b, taps[t] →  z z z z z z z    two registers of weights
/// </code>
/// Input is read element by element: it may lie anywhere, at any alignment, and no im2col matrix is made of it.
/// </summary>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IWindowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>The positions of a segment.</summary>
    static abstract int Segment { get; }

    /// <summary>Two segments.</summary>
    /// <typeparam name="TStep">The distance of the inputs of two neighbouring positions.</typeparam>
    /// <typeparam name="TSoon">Whether the tile asks for what will be read soon.</typeparam>
    /// <typeparam name="TEdge">Whether positions may lie beside the image.</typeparam>
    /// <param name="terms">What is added up.</param>
    /// <param name="a">The input of the first segment: of its first position, what a tap of offset 0 meets. A pointer, and pinned, since that
    /// may lie before the image.</param>
    /// <param name="b">The input of the second segment.</param>
    /// <param name="w">The weights: two registers a term.</param>
    /// <param name="start">Two registers that the sums begin with.</param>
    /// <param name="c">The results of the first segment: two registers a position.</param>
    /// <param name="d">The results of the second segment; written after those of the first, which may reach into them.</param>
    static abstract void Pair<TStep, TSoon, TEdge>(in TileTerms terms, T* a, T* b, ref T w, ref T start, ref T c, ref T d)
        where TStep : struct, IStep where TSoon : struct, ISoon where TEdge : struct, IEdge;

    /// <summary>One segment.</summary>
    /// <typeparam name="TStep">The distance of the inputs of two neighbouring positions.</typeparam>
    /// <typeparam name="TEdge">Whether positions may lie beside the image.</typeparam>
    static abstract void Single<TStep, TEdge>(in TileTerms terms, T* a, ref T w, ref T start, ref T c) where TStep : struct, IStep where TEdge : struct, IEdge;
}
