using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>7 rows of up to 2 registers. 7 divides the positions of a 7×7 or 14×14 image. 14 sums are enough to keep two multiply-adds of
/// four cycles going; of 28 the compiler leaves one in memory, which a core that begins two in a cycle waits for (Zen 5: 76 % of the peak).</summary>
internal readonly struct Tile7x2<V, T> : ITile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Rows => 7;

    public static int Vectors => 2;

    public static void Multiply(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead)
    {
        if (vectors == 2) Multiply2(depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead);
        else Multiply1(depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply2(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead)
    {
        V p0 = V.Zero, q0 = V.Zero;
        V p1 = V.Zero, q1 = V.Zero;
        V p2 = V.Zero, q2 = V.Zero;
        V p3 = V.Zero, q3 = V.Zero;
        V p4 = V.Zero, q4 = V.Zero;
        V p5 = V.Zero, q5 = V.Zero;
        V p6 = V.Zero, q6 = V.Zero;
        nint line = ahead.First, apart = ahead.Apart;
        for (nint k = 0; k < depth; k++)
        {
            V p = V.Load(in b), q = V.Load(in Unsafe.Add(ref Unsafe.AsRef(in b), 1 * V.Count));
            Prefetch.Line(ref line, apart);
            V x0 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 0));
            V.Accumulate(x0, p, ref p0); V.Accumulate(x0, q, ref q0);
            V x1 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 1));
            V.Accumulate(x1, p, ref p1); V.Accumulate(x1, q, ref q1);
            V x2 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 2));
            V.Accumulate(x2, p, ref p2); V.Accumulate(x2, q, ref q2);
            V x3 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 3));
            V.Accumulate(x3, p, ref p3); V.Accumulate(x3, q, ref q3);
            V x4 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 4));
            V.Accumulate(x4, p, ref p4); V.Accumulate(x4, q, ref q4);
            V x5 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 5));
            V.Accumulate(x5, p, ref p5); V.Accumulate(x5, q, ref q5);
            V x6 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 6));
            V.Accumulate(x6, p, ref p6); V.Accumulate(x6, q, ref q6);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), lda);
            b = ref Unsafe.Add(ref Unsafe.AsRef(in b), ldb);
        }
        TileStore.Row(ref c, accumulate, p0, q0);
        TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1, q1);
        TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2, q2);
        TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3, q3);
        TileStore.Row(ref Unsafe.Add(ref c, 4 * ldc), accumulate, p4, q4);
        TileStore.Row(ref Unsafe.Add(ref c, 5 * ldc), accumulate, p5, q5);
        TileStore.Row(ref Unsafe.Add(ref c, 6 * ldc), accumulate, p6, q6);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply1(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead)
    {
        V p0 = V.Zero;
        V p1 = V.Zero;
        V p2 = V.Zero;
        V p3 = V.Zero;
        V p4 = V.Zero;
        V p5 = V.Zero;
        V p6 = V.Zero;
        nint line = ahead.First, apart = ahead.Apart;
        for (nint k = 0; k < depth; k++)
        {
            V p = V.Load(in b);
            Prefetch.Line(ref line, apart);
            V x0 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 0));
            V.Accumulate(x0, p, ref p0);
            V x1 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 1));
            V.Accumulate(x1, p, ref p1);
            V x2 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 2));
            V.Accumulate(x2, p, ref p2);
            V x3 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 3));
            V.Accumulate(x3, p, ref p3);
            V x4 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 4));
            V.Accumulate(x4, p, ref p4);
            V x5 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 5));
            V.Accumulate(x5, p, ref p5);
            V x6 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 6));
            V.Accumulate(x6, p, ref p6);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), lda);
            b = ref Unsafe.Add(ref Unsafe.AsRef(in b), ldb);
        }
        TileStore.Row(ref c, accumulate, p0);
        TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1);
        TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2);
        TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3);
        TileStore.Row(ref Unsafe.Add(ref c, 4 * ldc), accumulate, p4);
        TileStore.Row(ref Unsafe.Add(ref c, 5 * ldc), accumulate, p5);
        TileStore.Row(ref Unsafe.Add(ref c, 6 * ldc), accumulate, p6);
    }
}
