using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Conformance.Bench.Compare;

/// <summary>What one core can do at this moment: twelve independent chains of fused multiply-adds, nothing else.</summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int Steps = 200_000;

    /// <summary>Kept, so that the loop is not optimised away.</summary>
    private static float sink;

    /// <summary>Floating-point operations a second; takes about a millisecond.</summary>
    public static double Measure()
    {
        var clock = Stopwatch.StartNew();
        int lanes = Optimized.Machine.Widest == Optimized.VectorWidth.Bits512 ? Run512() : RunPortable();
        return 2.0 * Chains * Steps * lanes / clock.Elapsed.TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Run512()
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.5f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int step = 0; step < Steps; step++)
        {
            (a, b, c) = (Vector512.FusedMultiplyAdd(a, x, y), Vector512.FusedMultiplyAdd(b, x, y), Vector512.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector512.FusedMultiplyAdd(d, x, y), Vector512.FusedMultiplyAdd(e, x, y), Vector512.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector512.FusedMultiplyAdd(g, x, y), Vector512.FusedMultiplyAdd(h, x, y), Vector512.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector512.FusedMultiplyAdd(j, x, y), Vector512.FusedMultiplyAdd(k, x, y), Vector512.FusedMultiplyAdd(l, x, y));
        }
        sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        return Vector512<float>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RunPortable()
    {
        Vector<float> x = new(0.999f), y = new(0.5f);
        Vector<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int step = 0; step < Steps; step++)
        {
            (a, b, c) = (Vector.FusedMultiplyAdd(a, x, y), Vector.FusedMultiplyAdd(b, x, y), Vector.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector.FusedMultiplyAdd(d, x, y), Vector.FusedMultiplyAdd(e, x, y), Vector.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector.FusedMultiplyAdd(g, x, y), Vector.FusedMultiplyAdd(h, x, y), Vector.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector.FusedMultiplyAdd(j, x, y), Vector.FusedMultiplyAdd(k, x, y), Vector.FusedMultiplyAdd(l, x, y));
        }
        sink = Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        return Vector<float>.Count;
    }
}
