using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;
using static Conformance.Optimized.Windows.TileSums;

namespace Conformance.Optimized.Windows;

/// <summary>Two segments of 7 positions, 32 filters of float: 28 of the 32 registers of AVX-512. 7 divides the width of the images of
/// networks for 224×224 all the way down.</summary>
internal readonly unsafe struct Tile14x2<V, T> : IWindowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Segment => 7;

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pair<TStep, TSoon, TEdge>(in TileTerms terms, T* a, T* b, ref T w, ref T start, ref T c, ref T d)
        where TStep : struct, IStep where TSoon : struct, ISoon where TEdge : struct, IEdge
    {
        TEdge edge = default;
        TStep step = default;
        V start0 = V.Load(in start), start1 = At(ref start, 1);
        V p0 = start0, q0 = start1;
        V p1 = start0, q1 = start1;
        V p2 = start0, q2 = start1;
        V p3 = start0, q3 = start1;
        V p4 = start0, q4 = start1;
        V p5 = start0, q5 = start1;
        V p6 = start0, q6 = start1;
        V p7 = start0, q7 = start1;
        V p8 = start0, q8 = start1;
        V p9 = start0, q9 = start1;
        V p10 = start0, q10 = start1;
        V p11 = start0, q11 = start1;
        V p12 = start0, q12 = start1;
        V p13 = start0, q13 = start1;
        ref int tap = ref MemoryMarshal.GetReference(terms.Taps), line = ref MemoryMarshal.GetReference(terms.Lines);
        ref byte besideA = ref MemoryMarshal.GetReference(terms.BesideA), besideB = ref MemoryMarshal.GetReference(terms.BesideB);
        nint count = terms.Count, next = terms.Next, zero = terms.Zero;
        for (nint t = 0; t < count; t++)
        {
            nint at = Unsafe.Add(ref tap, t);
            T* x = a + at, z = b + at, xAgain = (T*)((nint)x + zero), zAgain = (T*)((nint)z + zero);
            int besideX = TEdge.IsThere ? Unsafe.Add(ref besideA, t) : 0, besideZ = TEdge.IsThere ? Unsafe.Add(ref besideB, t) : 0;
            V p = V.Load(in w), q = At(ref w, 1);
            Add(edge, step, besideX, 0, x, xAgain, p, q, ref p0, ref q0);
            Add(edge, step, besideX, 1, x, xAgain, p, q, ref p1, ref q1);
            Add(edge, step, besideX, 2, x, xAgain, p, q, ref p2, ref q2);
            if (Machine.IsIntel) AskForWeights(ref w);
            Add(edge, step, besideX, 3, x, xAgain, p, q, ref p3, ref q3);
            Add(edge, step, besideX, 4, x, xAgain, p, q, ref p4, ref q4);
            Add(edge, step, besideX, 5, x, xAgain, p, q, ref p5, ref q5);
            Add(edge, step, besideX, 6, x, xAgain, p, q, ref p6, ref q6);
            Add(edge, step, besideZ, 0, z, zAgain, p, q, ref p7, ref q7);
            if (Machine.IsIntel) AskForInput(a, b + (Segment - 1) * TStep.Size, Unsafe.Add(ref tap, t + TapList.Ahead));
            if (TSoon.IsAsked) Prefetch.Far<T>(next, Unsafe.Add(ref line, t));
            Add(edge, step, besideZ, 1, z, zAgain, p, q, ref p8, ref q8);
            Add(edge, step, besideZ, 2, z, zAgain, p, q, ref p9, ref q9);
            Add(edge, step, besideZ, 3, z, zAgain, p, q, ref p10, ref q10);
            Add(edge, step, besideZ, 4, z, zAgain, p, q, ref p11, ref q11);
            Add(edge, step, besideZ, 5, z, zAgain, p, q, ref p12, ref q12);
            Add(edge, step, besideZ, 6, z, zAgain, p, q, ref p13, ref q13);
            w = ref Unsafe.Add(ref w, 2 * V.Count);
        }
        Store(ref c, 0, p0, q0);
        Store(ref c, 1, p1, q1);
        Store(ref c, 2, p2, q2);
        Store(ref c, 3, p3, q3);
        Store(ref c, 4, p4, q4);
        Store(ref c, 5, p5, q5);
        Store(ref c, 6, p6, q6);
        Store(ref d, 0, p7, q7);
        Store(ref d, 1, p8, q8);
        Store(ref d, 2, p9, q9);
        Store(ref d, 3, p10, q10);
        Store(ref d, 4, p11, q11);
        Store(ref d, 5, p12, q12);
        Store(ref d, 6, p13, q13);
    }

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Single<TStep, TEdge>(in TileTerms terms, T* a, ref T w, ref T start, ref T c)
        where TStep : struct, IStep where TEdge : struct, IEdge
    {
        TEdge edge = default;
        TStep step = default;
        V start0 = V.Load(in start), start1 = At(ref start, 1);
        V p0 = start0, q0 = start1;
        V p1 = start0, q1 = start1;
        V p2 = start0, q2 = start1;
        V p3 = start0, q3 = start1;
        V p4 = start0, q4 = start1;
        V p5 = start0, q5 = start1;
        V p6 = start0, q6 = start1;
        ref int tap = ref MemoryMarshal.GetReference(terms.Taps);
        ref byte beside = ref MemoryMarshal.GetReference(terms.BesideA);
        nint count = terms.Count, zero = terms.Zero;
        for (nint t = 0; t < count; t++)
        {
            nint at = Unsafe.Add(ref tap, t);
            T* x = a + at, xAgain = (T*)((nint)x + zero);
            int besideX = TEdge.IsThere ? Unsafe.Add(ref beside, t) : 0;
            V p = V.Load(in w), q = At(ref w, 1);
            Add(edge, step, besideX, 0, x, xAgain, p, q, ref p0, ref q0);
            Add(edge, step, besideX, 1, x, xAgain, p, q, ref p1, ref q1);
            Add(edge, step, besideX, 2, x, xAgain, p, q, ref p2, ref q2);
            if (Machine.IsIntel) AskForWeights(ref w);
            Add(edge, step, besideX, 3, x, xAgain, p, q, ref p3, ref q3);
            Add(edge, step, besideX, 4, x, xAgain, p, q, ref p4, ref q4);
            Add(edge, step, besideX, 5, x, xAgain, p, q, ref p5, ref q5);
            Add(edge, step, besideX, 6, x, xAgain, p, q, ref p6, ref q6);
            w = ref Unsafe.Add(ref w, 2 * V.Count);
        }
        Store(ref c, 0, p0, q0);
        Store(ref c, 1, p1, q1);
        Store(ref c, 2, p2, q2);
        Store(ref c, 3, p3, q3);
        Store(ref c, 4, p4, q4);
        Store(ref c, 5, p5, q5);
        Store(ref c, 6, p6, q6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskForWeights(ref T w)
    {
        Prefetch.At(in Unsafe.Add(ref w, TapList.WeightsAhead * 2 * V.Count));
        Prefetch.At(in Unsafe.Add(ref w, (TapList.WeightsAhead * 2 + 1) * V.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskForInput(T* first, T* last, nint ahead)
    {
        Prefetch.At(in first[ahead]);
        Prefetch.At(in last[ahead]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T place, nint register) => V.Load(in Unsafe.Add(ref place, register * V.Count));
}
