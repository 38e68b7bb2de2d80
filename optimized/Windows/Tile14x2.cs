using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Windows;

/// <summary>Two segments of 7 positions, 32 filters of float: 28 of the 32 registers of AVX-512. 7 divides the width of the images of
/// networks for 224×224 all the way down.</summary>
internal readonly struct Tile14x2<V, T> : IWindowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Segment => 7;

    // AggressiveOptimization: a hot loop left in the first tier runs at a tenth of its speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pair<TStep, TSoon>(ReadOnlySpan<int> taps, ref T a, ref T b, ref T w, ref T start, ref T c, ref T d, nint next, ReadOnlySpan<int> lines)
        where TStep : struct, IStep where TSoon : struct, ISoon
    {
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
        ref int term = ref MemoryMarshal.GetReference(taps), line = ref MemoryMarshal.GetReference(lines);
        nint terms = taps.Length - TapList.Ahead;
        for (nint t = 0; t < terms; t++)
        {
            nint tap = Unsafe.Add(ref term, t);
            ref T x = ref Unsafe.Add(ref a, tap);
            ref T z = ref Unsafe.Add(ref b, tap);
            V p = V.Load(in w), q = At(ref w, 1);
            V v0 = V.Broadcast(x);
            V.Accumulate(v0, p, ref p0); V.Accumulate(v0, q, ref q0);
            V v1 = V.Broadcast(Unsafe.Add(ref x, 1 * TStep.Size));
            V.Accumulate(v1, p, ref p1); V.Accumulate(v1, q, ref q1);
            V v2 = V.Broadcast(Unsafe.Add(ref x, 2 * TStep.Size));
            V.Accumulate(v2, p, ref p2); V.Accumulate(v2, q, ref q2);
            Prefetch.At(in Unsafe.Add(ref w, TapList.WeightsAhead * 2 * V.Count));
            Prefetch.At(in Unsafe.Add(ref w, (TapList.WeightsAhead * 2 + 1) * V.Count));
            V v3 = V.Broadcast(Unsafe.Add(ref x, 3 * TStep.Size));
            V.Accumulate(v3, p, ref p3); V.Accumulate(v3, q, ref q3);
            V v4 = V.Broadcast(Unsafe.Add(ref x, 4 * TStep.Size));
            V.Accumulate(v4, p, ref p4); V.Accumulate(v4, q, ref q4);
            V v5 = V.Broadcast(Unsafe.Add(ref x, 5 * TStep.Size));
            V.Accumulate(v5, p, ref p5); V.Accumulate(v5, q, ref q5);
            V v6 = V.Broadcast(Unsafe.Add(ref x, 6 * TStep.Size));
            V.Accumulate(v6, p, ref p6); V.Accumulate(v6, q, ref q6);
            V v7 = V.Broadcast(z);
            V.Accumulate(v7, p, ref p7); V.Accumulate(v7, q, ref q7);
            nint ahead = Unsafe.Add(ref term, t + TapList.Ahead);
            Prefetch.At(in Unsafe.Add(ref a, ahead));
            Prefetch.At(in Unsafe.Add(ref b, ahead + (Segment - 1) * TStep.Size));
            if (TSoon.IsAsked) Prefetch.Far<T>(next, Unsafe.Add(ref line, t));
            V v8 = V.Broadcast(Unsafe.Add(ref z, 1 * TStep.Size));
            V.Accumulate(v8, p, ref p8); V.Accumulate(v8, q, ref q8);
            V v9 = V.Broadcast(Unsafe.Add(ref z, 2 * TStep.Size));
            V.Accumulate(v9, p, ref p9); V.Accumulate(v9, q, ref q9);
            V v10 = V.Broadcast(Unsafe.Add(ref z, 3 * TStep.Size));
            V.Accumulate(v10, p, ref p10); V.Accumulate(v10, q, ref q10);
            V v11 = V.Broadcast(Unsafe.Add(ref z, 4 * TStep.Size));
            V.Accumulate(v11, p, ref p11); V.Accumulate(v11, q, ref q11);
            V v12 = V.Broadcast(Unsafe.Add(ref z, 5 * TStep.Size));
            V.Accumulate(v12, p, ref p12); V.Accumulate(v12, q, ref q12);
            V v13 = V.Broadcast(Unsafe.Add(ref z, 6 * TStep.Size));
            V.Accumulate(v13, p, ref p13); V.Accumulate(v13, q, ref q13);
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
    public static void Single<TStep>(ReadOnlySpan<int> taps, ref T a, ref T w, ref T start, ref T c)
        where TStep : struct, IStep
    {
        V start0 = V.Load(in start), start1 = At(ref start, 1);
        V p0 = start0, q0 = start1;
        V p1 = start0, q1 = start1;
        V p2 = start0, q2 = start1;
        V p3 = start0, q3 = start1;
        V p4 = start0, q4 = start1;
        V p5 = start0, q5 = start1;
        V p6 = start0, q6 = start1;
        ref int term = ref MemoryMarshal.GetReference(taps);
        nint terms = taps.Length - TapList.Ahead;
        for (nint t = 0; t < terms; t++)
        {
            nint tap = Unsafe.Add(ref term, t);
            ref T x = ref Unsafe.Add(ref a, tap);
            V p = V.Load(in w), q = At(ref w, 1);
            V v0 = V.Broadcast(x);
            V.Accumulate(v0, p, ref p0); V.Accumulate(v0, q, ref q0);
            V v1 = V.Broadcast(Unsafe.Add(ref x, 1 * TStep.Size));
            V.Accumulate(v1, p, ref p1); V.Accumulate(v1, q, ref q1);
            V v2 = V.Broadcast(Unsafe.Add(ref x, 2 * TStep.Size));
            V.Accumulate(v2, p, ref p2); V.Accumulate(v2, q, ref q2);
            Prefetch.At(in Unsafe.Add(ref w, TapList.WeightsAhead * 2 * V.Count));
            Prefetch.At(in Unsafe.Add(ref w, (TapList.WeightsAhead * 2 + 1) * V.Count));
            V v3 = V.Broadcast(Unsafe.Add(ref x, 3 * TStep.Size));
            V.Accumulate(v3, p, ref p3); V.Accumulate(v3, q, ref q3);
            V v4 = V.Broadcast(Unsafe.Add(ref x, 4 * TStep.Size));
            V.Accumulate(v4, p, ref p4); V.Accumulate(v4, q, ref q4);
            V v5 = V.Broadcast(Unsafe.Add(ref x, 5 * TStep.Size));
            V.Accumulate(v5, p, ref p5); V.Accumulate(v5, q, ref q5);
            V v6 = V.Broadcast(Unsafe.Add(ref x, 6 * TStep.Size));
            V.Accumulate(v6, p, ref p6); V.Accumulate(v6, q, ref q6);
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
    private static V At(ref T place, nint register) => V.Load(in Unsafe.Add(ref place, register * V.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T c, nint position, V p, V q)
    {
        ref T to = ref Unsafe.Add(ref c, position * 2 * V.Count);
        p.Store(ref to);
        q.Store(ref Unsafe.Add(ref to, V.Count));
    }
}
