using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>Bᵀ of the points 0, ±1, ±2, ∞, which every F(m, r) with m + r − 1 = 6 shares.</summary>
internal static class SixPoints<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Bᵀ·x, for six inputs with a gap behind every m-th.</summary>
    /// <param name="x">x0.</param>
    /// <param name="at1">Where x1 lies.</param>
    /// <param name="at2">Where x2 lies.</param>
    /// <param name="at3">Where x3 lies.</param>
    /// <param name="at4">Where x4 lies.</param>
    /// <param name="at5">Where x5 lies.</param>
    /// <param name="y">The first result.</param>
    /// <param name="yStep">The distance of two results.</param>
    /// <param name="k">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint at1, nint at2, nint at3, nint at4, nint at5, ref T y, nint yStep, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, at1)), x2 = V.Load(in Unsafe.Add(ref from, at2));
        V x3 = V.Load(in Unsafe.Add(ref from, at3)), x4 = V.Load(in Unsafe.Add(ref from, at4)), x5 = V.Load(in Unsafe.Add(ref from, at5));
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
