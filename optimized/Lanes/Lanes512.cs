using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Conformance.Optimized.Lanes;

/// <summary>A register of 512 bits.</summary>
internal struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T> where T : unmanaged
{
    private Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    public static Lanes512<T> Zero => new(Vector512<T>.Zero);

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static Lanes512<T> Load(ref readonly T source) => new(Vector512.LoadUnsafe(in source));

    public readonly void Store(ref T target) => value.StoreUnsafe(ref target);

    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes512<T> a, Lanes512<T> b, ref Lanes512<T> c)
    {
        if (typeof(T) == typeof(float)) c.value = Vector512.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>();
        else c.value = Vector512.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>();
    }

    /// <summary>On Intel a product of 512 bits takes its element from memory as part of the instruction, where a broadcast is one more; as many reads as
    /// there are products would be more than it has places for, so it is asked for every other position of a tile (Emerald Rapids, 3×3 by windows: 4 to 5 %
    /// faster than for none, 6 % than for all).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AccumulateTwo(T* a, T* again, int element, Lanes512<T> b, Lanes512<T> c, ref Lanes512<T> first, ref Lanes512<T> second)
    {
        if (Machine.IsIntel)
        {
            AccumulateFrom(a + element, b, ref first);
            AccumulateFrom(again + element, c, ref second);
            return;
        }
        Lanes512<T> factor = Broadcast(a[element]);
        Accumulate(factor, b, ref first);
        Accumulate(factor, c, ref second);
    }

    /// <summary>The broadcast is an operand as it stands: the compiler makes it part of the product only so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AccumulateFrom(T* a, Lanes512<T> b, ref Lanes512<T> c)
    {
        if (typeof(T) == typeof(float)) c.value = Vector512.MultiplyAddEstimate(b.value.AsSingle(), Vector512.Create(*(float*)a), c.value.AsSingle()).As<float, T>();
        else c.value = Vector512.MultiplyAddEstimate(b.value.AsDouble(), Vector512.Create(*(double*)a), c.value.AsDouble()).As<double, T>();
    }

    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) => new(a.value + b.value);

    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) => new(a.value - b.value);

    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) => new(a.value * b.value);

    public static Lanes512<T> operator &(Lanes512<T> a, Lanes512<T> b) => new(a.value & b.value);
}
