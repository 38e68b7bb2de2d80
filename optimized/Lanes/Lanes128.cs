using System.Runtime.Intrinsics;

namespace Conformance.Optimized.Lanes;

/// <summary>A register of 128 bits.</summary>
internal struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T> where T : unmanaged
{
    private Vector128<T> value = value;

    public static int Count => Vector128<T>.Count;

    public static Lanes128<T> Zero => new(Vector128<T>.Zero);

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static Lanes128<T> Load(ref readonly T source) => new(Vector128.LoadUnsafe(in source));

    public readonly void Store(ref T target) => value.StoreUnsafe(ref target);

    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes128<T> a, Lanes128<T> b, ref Lanes128<T> c)
    {
        if (typeof(T) == typeof(float)) c.value = Vector128.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>();
        else c.value = Vector128.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>();
    }

    public static unsafe void AccumulateTwo(T* a, T* again, int element, Lanes128<T> b, Lanes128<T> c, ref Lanes128<T> first, ref Lanes128<T> second)
    {
        Lanes128<T> factor = Broadcast(a[element]);
        Accumulate(factor, b, ref first);
        Accumulate(factor, c, ref second);
    }

    public static Lanes128<T> operator +(Lanes128<T> a, Lanes128<T> b) => new(a.value + b.value);

    public static Lanes128<T> operator -(Lanes128<T> a, Lanes128<T> b) => new(a.value - b.value);

    public static Lanes128<T> operator *(Lanes128<T> a, Lanes128<T> b) => new(a.value * b.value);

    public static Lanes128<T> operator &(Lanes128<T> a, Lanes128<T> b) => new(a.value & b.value);
}
