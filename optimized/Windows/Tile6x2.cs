using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;
using static Conformance.Optimized.Windows.TileSums;

namespace Conformance.Optimized.Windows;

/// <summary>Two segments of 3 positions and two registers of filters: 12 of 16 registers.</summary>
internal readonly unsafe struct Tile6x2<V, T> : IWindowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Segment => 3;

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
        ref int tap = ref MemoryMarshal.GetReference(terms.Taps), line = ref MemoryMarshal.GetReference(terms.Lines);
        ref byte besideA = ref MemoryMarshal.GetReference(terms.BesideA), besideB = ref MemoryMarshal.GetReference(terms.BesideB);
        nint count = terms.Count, next = terms.Next;
        for (nint t = 0; t < count; t++)
        {
            nint at = Unsafe.Add(ref tap, t);
            T* x = a + at, z = b + at;
            int besideX = TEdge.IsThere ? Unsafe.Add(ref besideA, t) : 0, besideZ = TEdge.IsThere ? Unsafe.Add(ref besideB, t) : 0;
            V p = V.Load(in w), q = At(ref w, 1);
            Add(edge, step, besideX, 0, x, x, p, q, ref p0, ref q0);
            Add(edge, step, besideX, 1, x, x, p, q, ref p1, ref q1);
            Add(edge, step, besideX, 2, x, x, p, q, ref p2, ref q2);
            if (TSoon.IsAsked) Prefetch.Far<T>(next, Unsafe.Add(ref line, t));
            Add(edge, step, besideZ, 0, z, z, p, q, ref p3, ref q3);
            Add(edge, step, besideZ, 1, z, z, p, q, ref p4, ref q4);
            Add(edge, step, besideZ, 2, z, z, p, q, ref p5, ref q5);
            w = ref Unsafe.Add(ref w, 2 * V.Count);
        }
        Store(ref c, 0, p0, q0);
        Store(ref c, 1, p1, q1);
        Store(ref c, 2, p2, q2);
        Store(ref d, 0, p3, q3);
        Store(ref d, 1, p4, q4);
        Store(ref d, 2, p5, q5);
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
        ref int tap = ref MemoryMarshal.GetReference(terms.Taps);
        ref byte beside = ref MemoryMarshal.GetReference(terms.BesideA);
        nint count = terms.Count;
        for (nint t = 0; t < count; t++)
        {
            nint at = Unsafe.Add(ref tap, t);
            T* x = a + at;
            int besideX = TEdge.IsThere ? Unsafe.Add(ref beside, t) : 0;
            V p = V.Load(in w), q = At(ref w, 1);
            Add(edge, step, besideX, 0, x, x, p, q, ref p0, ref q0);
            Add(edge, step, besideX, 1, x, x, p, q, ref p1, ref q1);
            Add(edge, step, besideX, 2, x, x, p, q, ref p2, ref q2);
            w = ref Unsafe.Add(ref w, 2 * V.Count);
        }
        Store(ref c, 0, p0, q0);
        Store(ref c, 1, p1, q1);
        Store(ref c, 2, p2, q2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V At(ref T place, nint register) => V.Load(in Unsafe.Add(ref place, register * V.Count));
}
