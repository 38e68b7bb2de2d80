using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>8 rows of up to 3 registers: 24 of the 32 registers of AVX-512 hold C.</summary>
internal readonly struct Tile8x3<V, T> : IPackingTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Rows => 8;

    public static int Vectors => 3;

    public static void Multiply(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead) =>
        Multiply<PacksNot>(vectors, depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead, ref Unsafe.NullRef<T>());

    public static void Multiply<TPacks>(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks
    {
        if (vectors == 3) Multiply3<TPacks>(depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead, ref panel);
        else if (vectors == 2) Multiply2<TPacks>(depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead, ref panel);
        else Multiply1<TPacks>(depth, in a, lda, in b, ldb, ref c, ldc, accumulate, ahead, ref panel);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply3<TPacks>(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks
    {
        V p0 = V.Zero, q0 = V.Zero, r0 = V.Zero;
        V p1 = V.Zero, q1 = V.Zero, r1 = V.Zero;
        V p2 = V.Zero, q2 = V.Zero, r2 = V.Zero;
        V p3 = V.Zero, q3 = V.Zero, r3 = V.Zero;
        V p4 = V.Zero, q4 = V.Zero, r4 = V.Zero;
        V p5 = V.Zero, q5 = V.Zero, r5 = V.Zero;
        V p6 = V.Zero, q6 = V.Zero, r6 = V.Zero;
        V p7 = V.Zero, q7 = V.Zero, r7 = V.Zero;
        nint line = ahead.First, apart = ahead.Apart;
        for (nint k = 0; k < depth; k++)
        {
            V p = V.Load(in b), q = V.Load(in Unsafe.Add(ref Unsafe.AsRef(in b), 1 * V.Count)), r = V.Load(in Unsafe.Add(ref Unsafe.AsRef(in b), 2 * V.Count));
            Prefetch.Line(ref line, apart);
            if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p, q, r);
            V x0 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 0));
            V.Accumulate(x0, p, ref p0); V.Accumulate(x0, q, ref q0); V.Accumulate(x0, r, ref r0);
            V x1 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 1));
            V.Accumulate(x1, p, ref p1); V.Accumulate(x1, q, ref q1); V.Accumulate(x1, r, ref r1);
            V x2 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 2));
            V.Accumulate(x2, p, ref p2); V.Accumulate(x2, q, ref q2); V.Accumulate(x2, r, ref r2);
            V x3 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 3));
            V.Accumulate(x3, p, ref p3); V.Accumulate(x3, q, ref q3); V.Accumulate(x3, r, ref r3);
            V x4 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 4));
            V.Accumulate(x4, p, ref p4); V.Accumulate(x4, q, ref q4); V.Accumulate(x4, r, ref r4);
            V x5 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 5));
            V.Accumulate(x5, p, ref p5); V.Accumulate(x5, q, ref q5); V.Accumulate(x5, r, ref r5);
            V x6 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 6));
            V.Accumulate(x6, p, ref p6); V.Accumulate(x6, q, ref q6); V.Accumulate(x6, r, ref r6);
            V x7 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 7));
            V.Accumulate(x7, p, ref p7); V.Accumulate(x7, q, ref q7); V.Accumulate(x7, r, ref r7);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), lda);
            b = ref Unsafe.Add(ref Unsafe.AsRef(in b), ldb);
            if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, 3 * V.Count);
        }
        TileStore.Row(ref c, accumulate, p0, q0, r0);
        TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1, q1, r1);
        TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2, q2, r2);
        TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3, q3, r3);
        TileStore.Row(ref Unsafe.Add(ref c, 4 * ldc), accumulate, p4, q4, r4);
        TileStore.Row(ref Unsafe.Add(ref c, 5 * ldc), accumulate, p5, q5, r5);
        TileStore.Row(ref Unsafe.Add(ref c, 6 * ldc), accumulate, p6, q6, r6);
        TileStore.Row(ref Unsafe.Add(ref c, 7 * ldc), accumulate, p7, q7, r7);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply2<TPacks>(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks
    {
        V p0 = V.Zero, q0 = V.Zero;
        V p1 = V.Zero, q1 = V.Zero;
        V p2 = V.Zero, q2 = V.Zero;
        V p3 = V.Zero, q3 = V.Zero;
        V p4 = V.Zero, q4 = V.Zero;
        V p5 = V.Zero, q5 = V.Zero;
        V p6 = V.Zero, q6 = V.Zero;
        V p7 = V.Zero, q7 = V.Zero;
        nint line = ahead.First, apart = ahead.Apart;
        for (nint k = 0; k < depth; k++)
        {
            V p = V.Load(in b), q = V.Load(in Unsafe.Add(ref Unsafe.AsRef(in b), 1 * V.Count));
            Prefetch.Line(ref line, apart);
            if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p, q);
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
            V x7 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 7));
            V.Accumulate(x7, p, ref p7); V.Accumulate(x7, q, ref q7);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), lda);
            b = ref Unsafe.Add(ref Unsafe.AsRef(in b), ldb);
            if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, 2 * V.Count);
        }
        TileStore.Row(ref c, accumulate, p0, q0);
        TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1, q1);
        TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2, q2);
        TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3, q3);
        TileStore.Row(ref Unsafe.Add(ref c, 4 * ldc), accumulate, p4, q4);
        TileStore.Row(ref Unsafe.Add(ref c, 5 * ldc), accumulate, p5, q5);
        TileStore.Row(ref Unsafe.Add(ref c, 6 * ldc), accumulate, p6, q6);
        TileStore.Row(ref Unsafe.Add(ref c, 7 * ldc), accumulate, p7, q7);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply1<TPacks>(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks
    {
        V p0 = V.Zero;
        V p1 = V.Zero;
        V p2 = V.Zero;
        V p3 = V.Zero;
        V p4 = V.Zero;
        V p5 = V.Zero;
        V p6 = V.Zero;
        V p7 = V.Zero;
        nint line = ahead.First, apart = ahead.Apart;
        for (nint k = 0; k < depth; k++)
        {
            V p = V.Load(in b);
            Prefetch.Line(ref line, apart);
            if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p);
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
            V x7 = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), 7));
            V.Accumulate(x7, p, ref p7);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), lda);
            b = ref Unsafe.Add(ref Unsafe.AsRef(in b), ldb);
            if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, V.Count);
        }
        TileStore.Row(ref c, accumulate, p0);
        TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1);
        TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2);
        TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3);
        TileStore.Row(ref Unsafe.Add(ref c, 4 * ldc), accumulate, p4);
        TileStore.Row(ref Unsafe.Add(ref c, 5 * ldc), accumulate, p5);
        TileStore.Row(ref Unsafe.Add(ref c, 6 * ldc), accumulate, p6);
        TileStore.Row(ref Unsafe.Add(ref c, 7 * ldc), accumulate, p7);
    }
}
