using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// The one-dimensional transforms of F(4, 3), with the points 0, ±1, ±2, ∞: y = Aᵀ[(G·w) ⊙ (Bᵀ·x)] takes 6 products for
/// 4 outputs of a 3-tap filter where the definition takes 12. Applied to rows and then to columns they give F(4×4, 3×3).
/// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, §4.3.
/// </summary>
internal static class Transforms<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Bᵀ·x: six inputs, <paramref name="step"/> registers apart, are replaced by their transforms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref V x, int step, in Constants<V, T> k)
    {
        V x0 = x, x1 = Unsafe.Add(ref x, step), x2 = Unsafe.Add(ref x, 2 * step), x3 = Unsafe.Add(ref x, 3 * step);
        V x4 = Unsafe.Add(ref x, 4 * step), x5 = Unsafe.Add(ref x, 5 * step);
        V even = V.MultiplyAdd(k.MinusFour, x2, x4), odd = V.MultiplyAdd(k.MinusFour, x1, x3); // x4 − 4x2, x3 − 4x1
        V evenNear = x4 - x2, oddNear = k.Two * (x3 - x1);
        x = V.MultiplyAdd(k.Four, x0, V.MultiplyAdd(k.MinusFive, x2, x4)); // 4x0 − 5x2 + x4
        Unsafe.Add(ref x, step) = even + odd;
        Unsafe.Add(ref x, 2 * step) = even - odd;
        Unsafe.Add(ref x, 3 * step) = evenNear + oddNear;
        Unsafe.Add(ref x, 4 * step) = evenNear - oddNear;
        Unsafe.Add(ref x, 5 * step) = V.MultiplyAdd(k.Four, x1, V.MultiplyAdd(k.MinusFive, x3, x5)); // 4x1 − 5x3 + x5
    }

    /// <summary>Aᵀ·m: six products become four outputs, which replace the first four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(ref V m, int step, in Constants<V, T> k)
    {
        V m0 = m, m1 = Unsafe.Add(ref m, step), m2 = Unsafe.Add(ref m, 2 * step), m3 = Unsafe.Add(ref m, 3 * step);
        V m4 = Unsafe.Add(ref m, 4 * step), m5 = Unsafe.Add(ref m, 5 * step);
        V sum = m1 + m2, difference = m1 - m2, farSum = m3 + m4, farDifference = m3 - m4;
        m = m0 + sum + farSum;
        Unsafe.Add(ref m, step) = V.MultiplyAdd(k.Two, farDifference, difference);
        Unsafe.Add(ref m, 2 * step) = V.MultiplyAdd(k.Four, farSum, sum);
        Unsafe.Add(ref m, 3 * step) = V.MultiplyAdd(k.Eight, farDifference, difference + m5);
    }
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
