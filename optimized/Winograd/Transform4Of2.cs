using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>F(4, 2), with the points 0, ±1, 2, ∞, for the phases of 3 or 4 taps at stride 2: 25 products for 4×4 outputs
/// of 2×2 taps, where the definition takes 64.</summary>
internal readonly struct Transform4Of2<V, T> : IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    // Row i: the powers of point i over the product of its distances from the others.
    private static readonly double[] G =
    [
        1 / 2.0, 0,
        -1 / 2.0, -1 / 2.0,
        -1 / 6.0, 1 / 6.0,
        1 / 6.0, 1 / 3.0,
        0, 1,
    ];

    public static int Outputs => 4;

    public static int Taps => 2;

    public static ReadOnlySpan<double> Filter => G;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step)), x2 = V.Load(in Unsafe.Add(ref from, 2 * step));
        V x3 = V.Load(in Unsafe.Add(ref from, 3 * step)), x4 = V.Load(in Unsafe.Add(ref from, wrap));
        V outer = x3 - x1, inner = x3 - x2;
        V.MultiplyAdd(k.Two, x0 - x2, outer).Store(ref y); // 2x0 − x1 − 2x2 + x3
        V.MultiplyAdd(k.MinusTwo, x1, inner).Store(ref Unsafe.Add(ref y, yStep)); // −2x1 − x2 + x3
        V.MultiplyAdd(k.Two, x1 - x2, inner).Store(ref Unsafe.Add(ref y, 2 * yStep)); // 2x1 − 3x2 + x3
        outer.Store(ref Unsafe.Add(ref y, 3 * yStep));
        V.MultiplyAdd(k.MinusTwo, outer, x4 - x2).Store(ref Unsafe.Add(ref y, 4 * yStep)); // 2x1 − x2 − 2x3 + x4
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(ref readonly T x, nint step, ref T y, nint yStep, V add, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step)), x2 = V.Load(in Unsafe.Add(ref from, 2 * step));
        V x3 = V.Load(in Unsafe.Add(ref from, 3 * step)), x4 = V.Load(in Unsafe.Add(ref from, 4 * step));
        V sum = x1 + x2 + add, difference = x1 - x2 + add;
        (x0 + x3 + sum).Store(ref y);
        V.MultiplyAdd(k.Two, x3, difference).Store(ref Unsafe.Add(ref y, yStep));
        V.MultiplyAdd(k.Four, x3, sum).Store(ref Unsafe.Add(ref y, 2 * yStep));
        V.MultiplyAdd(k.Eight, x3, difference + x4).Store(ref Unsafe.Add(ref y, 3 * yStep));
    }
}
