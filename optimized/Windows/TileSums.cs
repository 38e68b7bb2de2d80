using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Windows;

/// <summary>What the tiles of windows do for one position: two registers of sums.</summary>
internal static unsafe class TileSums
{
    /// <summary>Adds a term, but where the position lies beside the image: a factor of input, two registers of weights.</summary>
    /// <param name="edge">Whether positions may lie there; a value from which the compiler infers its type.</param>
    /// <param name="step">The distance of two positions; such a value too.</param>
    /// <param name="beside">Which positions of the segment do in this term, as bits from the lowest on.</param>
    /// <param name="position">The position in its segment.</param>
    /// <param name="x">The input of the segment's first position. Not read where the position lies beside the image. That a position's own place is
    /// not handed over lets the compiler add the distance while it loads; else that takes an instruction each, and five hundredths of the time.</param>
    /// <param name="again">The same place by a computation of its own, see <see cref="ILanes{TSelf, T}.AccumulateTwo"/>; used for every other position.</param>
    /// <param name="p">The weights of the first register of filters.</param>
    /// <param name="q">Those of the second.</param>
    /// <param name="first">The sums of the first.</param>
    /// <param name="second">Those of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TEdge, TStep, V, T>(TEdge edge, TStep step, int beside, int position, T* x, T* again, V p, V q, ref V first, ref V second)
        where TEdge : struct, IEdge where TStep : struct, IStep where V : struct, ILanes<V, T> where T : unmanaged
    {
        (_, _) = (edge, step);
        if (TEdge.IsThere && (beside & 1 << position) != 0) return;
        if ((position & 1) != 0)
        {
            V.AccumulateTwo(x, again, position * TStep.Size, p, q, ref first, ref second);
            return;
        }
        V factor = V.Broadcast(x[position * TStep.Size]);
        V.Accumulate(factor, p, ref first);
        V.Accumulate(factor, q, ref second);
    }

    /// <summary>Writes the results of a position.</summary>
    /// <param name="c">Those of the first position of the segment.</param>
    /// <param name="position">The position in its segment.</param>
    /// <param name="p">Of the first register of filters.</param>
    /// <param name="q">Of the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(ref T c, nint position, V p, V q) where V : struct, ILanes<V, T> where T : unmanaged
    {
        ref T to = ref Unsafe.Add(ref c, position * 2 * V.Count);
        p.Store(ref to);
        q.Store(ref Unsafe.Add(ref to, V.Count));
    }
}
