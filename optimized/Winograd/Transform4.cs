using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>F(4, 3), with the points 0, ±1, ±2, ∞.</summary>
internal readonly struct Transform4<V, T> : IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    private static readonly double[] G =
    [
        1 / 4.0, 0, 0,
        -1 / 6.0, -1 / 6.0, -1 / 6.0,
        -1 / 6.0, 1 / 6.0, -1 / 6.0,
        1 / 24.0, 1 / 12.0, 1 / 6.0,
        1 / 24.0, -1 / 12.0, 1 / 6.0,
        0, 0, 1,
    ];

    public static int Outputs => 4;

    public static int Taps => 3;

    public static ReadOnlySpan<double> Filter => G;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k) =>
        SixPoints<V, T>.Input(in x, step, 2 * step, 3 * step, wrap, wrap + step, ref y, yStep, k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(ref readonly T x, nint step, ref T y, nint yStep, V add, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step)), x2 = V.Load(in Unsafe.Add(ref from, 2 * step));
        V x3 = V.Load(in Unsafe.Add(ref from, 3 * step)), x4 = V.Load(in Unsafe.Add(ref from, 4 * step)), x5 = V.Load(in Unsafe.Add(ref from, 5 * step));
        V sum = x1 + x2, difference = x1 - x2, farSum = x3 + x4, farDifference = x3 - x4;
        (x0 + sum + farSum + add).Store(ref y);
        V.MultiplyAdd(k.Two, farDifference, difference + add).Store(ref Unsafe.Add(ref y, yStep));
        V.MultiplyAdd(k.Four, farSum, sum + add).Store(ref Unsafe.Add(ref y, 2 * yStep));
        V.MultiplyAdd(k.Eight, farDifference, difference + x5 + add).Store(ref Unsafe.Add(ref y, 3 * yStep));
    }
}
