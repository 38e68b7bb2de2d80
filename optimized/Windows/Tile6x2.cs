using System.Runtime.CompilerServices;
using Conformance.Optimized.Lanes;

namespace Conformance.Optimized.Windows;

/// <summary>Two segments of 3 positions and two registers of filters: 12 of 16 registers.</summary>
internal readonly struct Tile6x2<V, T> : IWindowTile<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    public static int Segment => 3;

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
        for (int t = 0; t < taps.Length - TapList.Ahead; t++)
        {
            nint tap = taps[t];
            ref T x = ref Unsafe.Add(ref a, tap);
            ref T z = ref Unsafe.Add(ref b, tap);
            V p = V.Load(in w), q = At(ref w, 1);
            V v0 = V.Broadcast(x);
            V.Accumulate(v0, p, ref p0); V.Accumulate(v0, q, ref q0);
            V v1 = V.Broadcast(Unsafe.Add(ref x, 1 * TStep.Size));
            V.Accumulate(v1, p, ref p1); V.Accumulate(v1, q, ref q1);
            V v2 = V.Broadcast(Unsafe.Add(ref x, 2 * TStep.Size));
            V.Accumulate(v2, p, ref p2); V.Accumulate(v2, q, ref q2);
            if (TSoon.IsAsked) Prefetch.Far<T>(next, lines[t]);
            V v3 = V.Broadcast(z);
            V.Accumulate(v3, p, ref p3); V.Accumulate(v3, q, ref q3);
            V v4 = V.Broadcast(Unsafe.Add(ref z, 1 * TStep.Size));
            V.Accumulate(v4, p, ref p4); V.Accumulate(v4, q, ref q4);
            V v5 = V.Broadcast(Unsafe.Add(ref z, 2 * TStep.Size));
            V.Accumulate(v5, p, ref p5); V.Accumulate(v5, q, ref q5);
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
    public static void Single<TStep>(ReadOnlySpan<int> taps, ref T a, ref T w, ref T start, ref T c)
        where TStep : struct, IStep
    {
        V start0 = V.Load(in start), start1 = At(ref start, 1);
        V p0 = start0, q0 = start1;
        V p1 = start0, q1 = start1;
        V p2 = start0, q2 = start1;
        for (int t = 0; t < taps.Length - TapList.Ahead; t++)
        {
            nint tap = taps[t];
            ref T x = ref Unsafe.Add(ref a, tap);
            V p = V.Load(in w), q = At(ref w, 1);
            V v0 = V.Broadcast(x);
            V.Accumulate(v0, p, ref p0); V.Accumulate(v0, q, ref q0);
            V v1 = V.Broadcast(Unsafe.Add(ref x, 1 * TStep.Size));
            V.Accumulate(v1, p, ref p1); V.Accumulate(v1, q, ref q1);
            V v2 = V.Broadcast(Unsafe.Add(ref x, 2 * TStep.Size));
            V.Accumulate(v2, p, ref p2); V.Accumulate(v2, q, ref q2);
            w = ref Unsafe.Add(ref w, 2 * V.Count);
        }
        Store(ref c, 0, p0, q0);
        Store(ref c, 1, p1, q1);
        Store(ref c, 2, p2, q2);
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
