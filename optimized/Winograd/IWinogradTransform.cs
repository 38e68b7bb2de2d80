using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The one-dimensional transforms of F(m, 3): y = Aᵀ[(G·w) ⊙ (Bᵀ·x)] takes m + 2 products for m outputs of a 3-tap filter
/// where the definition takes 3m. Applied to rows and then to columns they give F(m×m, 3×3).
/// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, §4.
/// </summary>
internal interface IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>m.</summary>
    static abstract int Outputs { get; }

    /// <summary>G: [m + 2, 3], row by row.</summary>
    static abstract ReadOnlySpan<double> Filter { get; }

    /// <summary>Bᵀ·x for m + 2 registers.</summary>
    /// <param name="x">The first input.</param>
    /// <param name="step">The distance of two inputs.</param>
    /// <param name="wrap">Where input m lies; input m + 1 lies a step behind it.</param>
    /// <param name="y">The first result.</param>
    /// <param name="yStep">The distance of two results.</param>
    /// <param name="k">The numbers.</param>
    static abstract void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k);

    /// <summary>Aᵀ·x: m + 2 registers become m.</summary>
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
        (MinusFour, MinusFive) = (V.Broadcast(number(-4)), V.Broadcast(number(-5)));
    }

    public V Two { get; }
    public V Four { get; }
    public V Eight { get; }
    public V MinusFour { get; }
    public V MinusFive { get; }
}
