using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>F(2, 3), with the points 0, ±1, ∞: its transforms only add and subtract, so that its error is small.</summary>
internal readonly struct Transform2<V, T> : IWinogradTransform<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    private static readonly double[] G = [1, 0, 0, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0, 0, 1];

    public static int Outputs => 2;

    public static int Taps => 3;

    public static ReadOnlySpan<double> Filter => G;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(ref readonly T x, nint step, nint wrap, ref T y, nint yStep, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step));
        V x2 = V.Load(in Unsafe.Add(ref from, wrap)), x3 = V.Load(in Unsafe.Add(ref from, wrap + step));
        (x0 - x2).Store(ref y);
        (x1 + x2).Store(ref Unsafe.Add(ref y, yStep));
        (x2 - x1).Store(ref Unsafe.Add(ref y, 2 * yStep));
        (x3 - x1).Store(ref Unsafe.Add(ref y, 3 * yStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(ref readonly T x, nint step, ref T y, nint yStep, V add, in Constants<V, T> k)
    {
        ref T from = ref Unsafe.AsRef(in x);
        V x0 = V.Load(in from), x1 = V.Load(in Unsafe.Add(ref from, step));
        V x2 = V.Load(in Unsafe.Add(ref from, 2 * step)), x3 = V.Load(in Unsafe.Add(ref from, 3 * step));
        (x0 + x1 + x2 + add).Store(ref y);
        (x1 - x2 + x3 + add).Store(ref Unsafe.Add(ref y, yStep));
    }
}
