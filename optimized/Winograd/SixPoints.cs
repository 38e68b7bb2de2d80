using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>Bᵀ of the points 0, ±1, ±2, ∞, which every F(m, r) with m + r − 1 = 6 shares.</summary>
internal static class SixPoints<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Bᵀ·x, for inputs that lie in three pairs.</summary>
    /// <param name="x">x0; x1 lies a step behind it.</param>
    /// <param name="step">The distance of the two of a pair.</param>
    /// <param name="second">Where x2 lies.</param>
    /// <param name="third">Where x4 lies.</param>
    /// <param name="y">The first result.</param>
    /// <param name="yStep">The distance of two results.</param>
    /// <param name="k">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint step, nint second, nint third, ref T y, nint yStep, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step)), x2 = V.Load(in Unsafe.Add(ref from, second));
        V x3 = V.Load(in Unsafe.Add(ref from, second + step)), x4 = V.Load(in Unsafe.Add(ref from, third)), x5 = V.Load(in Unsafe.Add(ref from, third + step));
        V even = V.MultiplyAdd(k.MinusFour, x2, x4), odd = V.MultiplyAdd(k.MinusFour, x1, x3); // x4 − 4x2, x3 − 4x1
        V evenNear = x4 - x2, oddNear = k.Two * (x3 - x1);
        V.MultiplyAdd(k.Four, x0, V.MultiplyAdd(k.MinusFive, x2, x4)).Store(ref y); // 4x0 − 5x2 + x4
        (even + odd).Store(ref Unsafe.Add(ref y, yStep));
        (even - odd).Store(ref Unsafe.Add(ref y, 2 * yStep));
        (evenNear + oddNear).Store(ref Unsafe.Add(ref y, 3 * yStep));
        (evenNear - oddNear).Store(ref Unsafe.Add(ref y, 4 * yStep));
        V.MultiplyAdd(k.Four, x1, V.MultiplyAdd(k.MinusFive, x3, x5)).Store(ref Unsafe.Add(ref y, 5 * yStep)); // 4x1 − 5x3 + x5
    }
}
