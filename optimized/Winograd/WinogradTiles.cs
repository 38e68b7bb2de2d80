using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Winograd;

/// <summary>The transforms of whole tiles: along columns into a patch that stays in the cache, then along rows.</summary>
internal static class WinogradTiles<T, V, TTransform>
    where T : unmanaged
    where V : struct, ILanes<V, T>
    where TTransform : struct, IWinogradTransform<V, T>
{
    private static int Side => TTransform.Outputs + TTransform.Taps - 1;

    /// <summary>Bᵀ·d·B for registers of tiles.</summary>
    /// <param name="source">d[0, 0] of the first tile; see <see cref="DealtTiles{T, V}"/>.</param>
    /// <param name="plane">The distance of two columns.</param>
    /// <param name="below">The distance of the tile below.</param>
    /// <param name="target">The first point.</param>
    /// <param name="apart">The distance of two points.</param>
    /// <param name="vectors">How many registers.</param>
    /// <param name="patch">(m + r − 1)² registers.</param>
    /// <param name="numbers">The numbers of the transform.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref T source, nint plane, nint below, ref T target, nint apart, int vectors, ref T patch, in Constants<V, T> numbers)
    {
        Constants<V, T> k = numbers;
        for (int g = 0; g < vectors; g++)
        {
            for (int c = 0; c < Side; c++)
                TTransform.Input(in Unsafe.Add(ref source, c * plane), Side * plane, below, ref Unsafe.Add(ref patch, c * V.Count), Side * V.Count, k);
            for (int r = 0; r < Side; r++)
                TTransform.Input(in Unsafe.Add(ref patch, r * Side * V.Count), V.Count, TTransform.Outputs * V.Count, ref Unsafe.Add(ref target, r * Side * apart), apart, k);
            source = ref Unsafe.Add(ref source, V.Count);
            target = ref Unsafe.Add(ref target, V.Count);
        }
    }

    /// <summary>Aᵀ·M·A for one tile and a register of filters.</summary>
    /// <param name="source">The first point.</param>
    /// <param name="apart">The distance of two points.</param>
    /// <param name="target">The first column of the tile's first row.</param>
    /// <param name="rowSize">The distance of two rows of it.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="patch">(m + r − 1)·m registers.</param>
    /// <param name="numbers">The numbers of the transform.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Back(ref T source, nint apart, ref T target, nint rowSize, V bias, ref T patch, in Constants<V, T> numbers)
    {
        Constants<V, T> k = numbers;
        int m = TTransform.Outputs;
        for (int r = 0; r < Side; r++)
            TTransform.Output(in Unsafe.Add(ref source, r * Side * apart), apart, ref Unsafe.Add(ref patch, r * m * V.Count), V.Count, V.Zero, k);
        for (int j = 0; j < m; j++)
            TTransform.Output(in Unsafe.Add(ref patch, j * V.Count), m * V.Count, ref Unsafe.Add(ref target, j * V.Count), rowSize, bias, k);
    }
}
