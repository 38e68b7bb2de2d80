using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Winograd;

/// <summary>
/// Sixteen tiles of floats at once: four neighbours of each are loaded as a quarter of a register, and 4×4 transposes turn
/// four such registers into one register for each column. Tile 4q + k lies in lane 4k + q afterwards, the same way on the way back.
/// </summary>
internal static class TileGather
{
    /// <summary>Whether the machine has it.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Four columns of one row of sixteen tiles.</summary>
    /// <param name="source">The memory of the channel.</param>
    /// <param name="offsets">Where the row of each tile begins.</param>
    /// <param name="target">Four registers, one a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float source, ref int offsets, ref Vector512<float> target)
    {
        Vector512<float> a = Four(ref source, ref offsets, 0), b = Four(ref source, ref offsets, 1);
        Vector512<float> c = Four(ref source, ref offsets, 2), d = Four(ref source, ref offsets, 3);
        Transpose(ref a, ref b, ref c, ref d);
        target = a;
        Unsafe.Add(ref target, 1) = b;
        Unsafe.Add(ref target, 2) = c;
        Unsafe.Add(ref target, 3) = d;
    }

    /// <summary>The reverse: four columns of one row of sixteen tiles are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float target, ref int offsets)
    {
        Transpose(ref a, ref b, ref c, ref d);
        Scatter(a, ref target, ref offsets, 0);
        Scatter(b, ref target, ref offsets, 1);
        Scatter(c, ref target, ref offsets, 2);
        Scatter(d, ref target, ref offsets, 3);
    }

    /// <summary>Tiles k, 4 + k, 8 + k and 12 + k, one in each quarter.</summary>
    private static Vector512<float> Four(ref float source, ref int offsets, int k) => Vector512.Create(
        Vector256.Create(Quarter(ref source, ref offsets, k), Quarter(ref source, ref offsets, 4 + k)),
        Vector256.Create(Quarter(ref source, ref offsets, 8 + k), Quarter(ref source, ref offsets, 12 + k)));

    private static Vector128<float> Quarter(ref float source, ref int offsets, int tile) =>
        Vector128.LoadUnsafe(in Unsafe.Add(ref source, Unsafe.Add(ref offsets, tile)));

    private static void Scatter(Vector512<float> row, ref float target, ref int offsets, int k)
    {
        Avx512F.ExtractVector128(row, 0).StoreUnsafe(ref Unsafe.Add(ref target, Unsafe.Add(ref offsets, k)));
        Avx512F.ExtractVector128(row, 1).StoreUnsafe(ref Unsafe.Add(ref target, Unsafe.Add(ref offsets, 4 + k)));
        Avx512F.ExtractVector128(row, 2).StoreUnsafe(ref Unsafe.Add(ref target, Unsafe.Add(ref offsets, 8 + k)));
        Avx512F.ExtractVector128(row, 3).StoreUnsafe(ref Unsafe.Add(ref target, Unsafe.Add(ref offsets, 12 + k)));
    }

    /// <summary>Transposes the 4×4 block in each quarter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        Vector512<double> abLow = Avx512F.UnpackLow(a, b).AsDouble(), abHigh = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cdLow = Avx512F.UnpackLow(c, d).AsDouble(), cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
        a = Avx512F.UnpackLow(abLow, cdLow).AsSingle();
        b = Avx512F.UnpackHigh(abLow, cdLow).AsSingle();
        c = Avx512F.UnpackLow(abHigh, cdHigh).AsSingle();
        d = Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle();
    }
}
