using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Gemm;

/// <summary>4 rows of up to 3 registers: 12 of 16 registers hold C; also where there are only 4 rows to compute.</summary>
internal readonly struct Tile4x3<V, T> : IPackingTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Rows => 4;

    public static int Vectors => 3;

    public static bool TakesColumns => true;

    public static void Multiply(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead) =>
        Choose<PacksNot>(vectors, count: 1, depth, in a, lda, apart: 0, in b, ldb, ref c, ldc, accumulate, ref Unsafe.NullRef<T>());

    public static void Column(
        int vectors, int count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate) =>
        Choose<PacksNot>(vectors, count, depth, in a, lda, apart, in b, ldb, ref c, ldc, accumulate, ref Unsafe.NullRef<T>());

    public static void Multiply<TPacks>(
        int vectors, nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, LinesAhead ahead, ref T panel)
        where TPacks : struct, IPacks =>
        Choose<TPacks>(vectors, count: 1, depth, in a, lda, apart: 0, in b, ldb, ref c, ldc, accumulate, ref panel);

    public static void PackMasked(
        nint depth, ref readonly T a, nint lda, ref readonly T b, nint ldb, ref readonly T masks, ref T c, nint ldc, bool accumulate, ref T panel) =>
        Multiply3<PacksMasked>(count: 1, depth, in a, lda, apart: 0, in b, ldb, ref c, ldc, accumulate, ref panel, in masks);

    private static void Choose<TPacks>(
        int vectors, nint count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, ref T panel)
        where TPacks : struct, IPacks
    {
        if (vectors == 3) Multiply3<TPacks>(count, depth, in a, lda, apart, in b, ldb, ref c, ldc, accumulate, ref panel, in Unsafe.NullRef<T>());
        else if (vectors == 2) Multiply2<TPacks>(count, depth, in a, lda, apart, in b, ldb, ref c, ldc, accumulate, ref panel);
        else Multiply1<TPacks>(count, depth, in a, lda, apart, in b, ldb, ref c, ldc, accumulate, ref panel);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply3<TPacks>(
        nint count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, ref T panel, ref readonly T masks)
        where TPacks : struct, IPacks
    {
        for (nint tile = 0; tile < count; tile++)
        {
            V p0 = V.Zero, q0 = V.Zero, r0 = V.Zero;
            V p1 = V.Zero, q1 = V.Zero, r1 = V.Zero;
            V p2 = V.Zero, q2 = V.Zero, r2 = V.Zero;
            V p3 = V.Zero, q3 = V.Zero, r3 = V.Zero;
            ref T x = ref Unsafe.AsRef(in a), y = ref Unsafe.AsRef(in b);
            for (nint k = 0; k < depth; k++)
            {
                V p = V.Load(in y), q = V.Load(in Unsafe.Add(ref y, 1 * V.Count)), r = V.Load(in Unsafe.Add(ref y, 2 * V.Count));
                if (TPacks.IsMasked) (p, q, r) = (p & V.Load(in masks), q & V.Load(in Unsafe.Add(ref Unsafe.AsRef(in masks), V.Count)), r & V.Load(in Unsafe.Add(ref Unsafe.AsRef(in masks), 2 * V.Count)));
                if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p, q, r);
                V x0 = V.Broadcast(Unsafe.Add(ref x, 0));
                V.Accumulate(x0, p, ref p0); V.Accumulate(x0, q, ref q0); V.Accumulate(x0, r, ref r0);
                V x1 = V.Broadcast(Unsafe.Add(ref x, 1));
                V.Accumulate(x1, p, ref p1); V.Accumulate(x1, q, ref q1); V.Accumulate(x1, r, ref r1);
                V x2 = V.Broadcast(Unsafe.Add(ref x, 2));
                V.Accumulate(x2, p, ref p2); V.Accumulate(x2, q, ref q2); V.Accumulate(x2, r, ref r2);
                V x3 = V.Broadcast(Unsafe.Add(ref x, 3));
                V.Accumulate(x3, p, ref p3); V.Accumulate(x3, q, ref q3); V.Accumulate(x3, r, ref r3);
                x = ref Unsafe.Add(ref x, lda);
                y = ref Unsafe.Add(ref y, ldb);
                if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, 3 * V.Count);
            }
            TileStore.Row(ref c, accumulate, p0, q0, r0);
            TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1, q1, r1);
            TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2, q2, r2);
            TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3, q3, r3);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), apart);
            c = ref Unsafe.Add(ref c, 4 * ldc);
        }
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply2<TPacks>(
        nint count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, ref T panel)
        where TPacks : struct, IPacks
    {
        for (nint tile = 0; tile < count; tile++)
        {
            V p0 = V.Zero, q0 = V.Zero;
            V p1 = V.Zero, q1 = V.Zero;
            V p2 = V.Zero, q2 = V.Zero;
            V p3 = V.Zero, q3 = V.Zero;
            ref T x = ref Unsafe.AsRef(in a), y = ref Unsafe.AsRef(in b);
            for (nint k = 0; k < depth; k++)
            {
                V p = V.Load(in y), q = V.Load(in Unsafe.Add(ref y, 1 * V.Count));
                if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p, q);
                V x0 = V.Broadcast(Unsafe.Add(ref x, 0));
                V.Accumulate(x0, p, ref p0); V.Accumulate(x0, q, ref q0);
                V x1 = V.Broadcast(Unsafe.Add(ref x, 1));
                V.Accumulate(x1, p, ref p1); V.Accumulate(x1, q, ref q1);
                V x2 = V.Broadcast(Unsafe.Add(ref x, 2));
                V.Accumulate(x2, p, ref p2); V.Accumulate(x2, q, ref q2);
                V x3 = V.Broadcast(Unsafe.Add(ref x, 3));
                V.Accumulate(x3, p, ref p3); V.Accumulate(x3, q, ref q3);
                x = ref Unsafe.Add(ref x, lda);
                y = ref Unsafe.Add(ref y, ldb);
                if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, 2 * V.Count);
            }
            TileStore.Row(ref c, accumulate, p0, q0);
            TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1, q1);
            TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2, q2);
            TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3, q3);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), apart);
            c = ref Unsafe.Add(ref c, 4 * ldc);
        }
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply1<TPacks>(
        nint count, nint depth, ref readonly T a, nint lda, nint apart, ref readonly T b, nint ldb, ref T c, nint ldc, bool accumulate, ref T panel)
        where TPacks : struct, IPacks
    {
        for (nint tile = 0; tile < count; tile++)
        {
            V p0 = V.Zero;
            V p1 = V.Zero;
            V p2 = V.Zero;
            V p3 = V.Zero;
            ref T x = ref Unsafe.AsRef(in a), y = ref Unsafe.AsRef(in b);
            for (nint k = 0; k < depth; k++)
            {
                V p = V.Load(in y);
                if (TPacks.IsSo) TileStore.Row(ref panel, accumulate: false, p);
                V x0 = V.Broadcast(Unsafe.Add(ref x, 0));
                V.Accumulate(x0, p, ref p0);
                V x1 = V.Broadcast(Unsafe.Add(ref x, 1));
                V.Accumulate(x1, p, ref p1);
                V x2 = V.Broadcast(Unsafe.Add(ref x, 2));
                V.Accumulate(x2, p, ref p2);
                V x3 = V.Broadcast(Unsafe.Add(ref x, 3));
                V.Accumulate(x3, p, ref p3);
                x = ref Unsafe.Add(ref x, lda);
                y = ref Unsafe.Add(ref y, ldb);
                if (TPacks.IsSo) panel = ref Unsafe.Add(ref panel, V.Count);
            }
            TileStore.Row(ref c, accumulate, p0);
            TileStore.Row(ref Unsafe.Add(ref c, 1 * ldc), accumulate, p1);
            TileStore.Row(ref Unsafe.Add(ref c, 2 * ldc), accumulate, p2);
            TileStore.Row(ref Unsafe.Add(ref c, 3 * ldc), accumulate, p3);
            a = ref Unsafe.Add(ref Unsafe.AsRef(in a), apart);
            c = ref Unsafe.Add(ref c, 4 * ldc);
        }
    }
}
