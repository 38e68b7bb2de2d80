using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The one-dimensional transforms of F(m, r): y = Aᵀ[(G·w) ⊙ (Bᵀ·x)] takes m + r − 1 products for m outputs of a filter of
/// r taps where the definition takes m·r. Applied to rows and then to columns they give F(m×m, r×r).
/// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, §4.
/// </summary>
internal interface IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>m.</summary>
    static abstract int Outputs { get; }

    /// <summary>r.</summary>
    static abstract int Taps { get; }

    /// <summary>G: [m + r − 1, r], row by row.</summary>
    static abstract ReadOnlySpan<double> Filter { get; }

    /// <summary>Bᵀ·x for m + r − 1 registers.</summary>
    /// <param name="x">The first input.</param>
    /// <param name="step">The distance of two inputs.</param>
    /// <param name="wrap">Where input m lies, with m inputs at steps behind it; input 2m lies at twice that.</param>
    /// <param name="y">The first result.</param>
    /// <param name="yStep">The distance of two results.</param>
    /// <param name="k">The numbers.</param>
    static abstract void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k);

    /// <summary>Aᵀ·x: m + r − 1 registers become m.</summary>
    /// <param name="x">The first product.</param>
    /// <param name="step">The distance of two products.</param>
    /// <param name="y">The first output.</param>
    /// <param name="yStep">The distance of two outputs.</param>
    /// <param name="add">What is added to each.</param>
    /// <param name="k">The numbers.</param>
    static abstract void Output(ref readonly T x, nint step, ref T y, nint yStep, V add, in Constants<V, T> k);
}

/// <summary>The numbers of the transforms, in registers.</summary>
internal readonly struct Constants<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public Constants(Func<int, T> number)
    {
        (Two, Four, Eight) = (V.Broadcast(number(2)), V.Broadcast(number(4)), V.Broadcast(number(8)));
        (MinusTwo, MinusFour, MinusFive) = (V.Broadcast(number(-2)), V.Broadcast(number(-4)), V.Broadcast(number(-5)));
    }

    public V Two { get; }
    public V Four { get; }
    public V Eight { get; }
    public V MinusTwo { get; }
    public V MinusFour { get; }
    public V MinusFive { get; }
}
