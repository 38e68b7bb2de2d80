using System.Runtime.Intrinsics;

namespace Conformance.Optimized.Lanes;

/// <summary>A register of 256 bits.</summary>
internal struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T> where T : unmanaged
{
    private Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    public static Lanes256<T> Zero => new(Vector256<T>.Zero);

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static Lanes256<T> Load(ref readonly T source) => new(Vector256.LoadUnsafe(in source));

    public readonly void Store(ref T target) => value.StoreUnsafe(ref target);

    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>());

    public static void Accumulate(Lanes256<T> a, Lanes256<T> b, ref Lanes256<T> c)
    {
        if (typeof(T) == typeof(float)) c.value = Vector256.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>();
        else c.value = Vector256.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>();
    }

    public static unsafe void AccumulateTwo(T* a, T* again, int element, Lanes256<T> b, Lanes256<T> c, ref Lanes256<T> first, ref Lanes256<T> second)
    {
        Lanes256<T> factor = Broadcast(a[element]);
        Accumulate(factor, b, ref first);
        Accumulate(factor, c, ref second);
    }

    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) => new(a.value + b.value);

    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) => new(a.value - b.value);

    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) => new(a.value * b.value);

    public static Lanes256<T> operator &(Lanes256<T> a, Lanes256<T> b) => new(a.value & b.value);
}
