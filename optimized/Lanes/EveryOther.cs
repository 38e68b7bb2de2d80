using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Conformance.Optimized.Lanes;

/// <summary>Deals the elements of two registers out to even and odd ones, where the machine has shuffles for it: floats in registers of SSE, AVX2 and AVX-512.</summary>
internal static class EveryOther<T, V>
    where T : unmanaged
    where V : struct, ILanes<V, T>
{
    /// <summary>Whether it can.</summary>
    public static bool IsSupported => typeof(T) == typeof(float)
        && (V.Count == 16 && Avx512F.IsSupported || V.Count == 8 && Avx2.IsSupported || V.Count == 4 && Sse.IsSupported);

    /// <summary>Elements 0, 2, 4 … and 1, 3, 5 … of 2·L that follow each other. No bound is checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(ref readonly T source, out V evens, out V odds)
    {
        ref float from = ref Unsafe.As<T, float>(ref Unsafe.AsRef(in source));
        if (V.Count == 16)
        {
            Vector512<float> low = Vector512.LoadUnsafe(ref from), high = Vector512.LoadUnsafe(ref from, 16);
            evens = Unsafe.BitCast<Vector512<float>, V>(Avx512F.PermuteVar16x32x2(low, Vector512.CreateSequence(0, 2), high));
            odds = Unsafe.BitCast<Vector512<float>, V>(Avx512F.PermuteVar16x32x2(low, Vector512.CreateSequence(1, 2), high));
        }
        else if (V.Count == 8)
        {
            Vector256<float> low = Vector256.LoadUnsafe(ref from), high = Vector256.LoadUnsafe(ref from, 8);
            evens = Unsafe.BitCast<Vector256<double>, V>(InOrder(Avx.Shuffle(low, high, 0x88)));
            odds = Unsafe.BitCast<Vector256<double>, V>(InOrder(Avx.Shuffle(low, high, 0xDD)));
        }
        else
        {
            Vector128<float> low = Vector128.LoadUnsafe(ref from), high = Vector128.LoadUnsafe(ref from, 4);
            evens = Unsafe.BitCast<Vector128<float>, V>(Sse.Shuffle(low, high, 0x88));
            odds = Unsafe.BitCast<Vector128<float>, V>(Sse.Shuffle(low, high, 0xDD));
        }
    }

    /// <summary>Shuffles of AVX stay in halves of a register: their pairs come as 0 2 1 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> InOrder(Vector256<float> pairs) => Avx2.Permute4x64(pairs.AsDouble(), 0xD8);
}
