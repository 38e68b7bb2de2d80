using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>F(3, 4), for the phases of 7 or 8 taps at stride 2: the points 0, ±1, ±2, ∞ and the Bᵀ of
/// <see cref="Transform4{V, T}"/>; 36 products for 3×3 outputs of 4×4 taps, where the definition takes 144.</summary>
internal readonly struct Transform3Of4<V, T> : IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    // Row i: the powers of point i over the product of its distances from the others.
    private static readonly double[] G =
    [
        1 / 4.0, 0, 0, 0,
        -1 / 6.0, -1 / 6.0, -1 / 6.0, -1 / 6.0,
        -1 / 6.0, 1 / 6.0, -1 / 6.0, 1 / 6.0,
        1 / 24.0, 1 / 12.0, 1 / 6.0, 1 / 3.0,
        1 / 24.0, -1 / 12.0, 1 / 6.0, -1 / 3.0,
        0, 0, 0, 1,
    ];

    public static int Outputs => 3;

    public static int Taps => 4;

    public static ReadOnlySpan<double> Filter => G;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k) =>
        SixPoints<V, T>.Input(in x, step, 2 * step, wrap, wrap + step, wrap + 2 * step, ref y, yStep, k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(ref readonly T x, nint step, ref T y, nint yStep, V add, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step)), x2 = V.Load(in Unsafe.Add(ref from, 2 * step));
        V x3 = V.Load(in Unsafe.Add(ref from, 3 * step)), x4 = V.Load(in Unsafe.Add(ref from, 4 * step)), x5 = V.Load(in Unsafe.Add(ref from, 5 * step));
        V sum = x1 + x2, farSum = x3 + x4;
        (x0 + sum + farSum + add).Store(ref y);
        V.MultiplyAdd(k.Two, x3 - x4, x1 - x2 + add).Store(ref Unsafe.Add(ref y, yStep));
        V.MultiplyAdd(k.Four, farSum, sum + x5 + add).Store(ref Unsafe.Add(ref y, 2 * yStep));
    }
}
