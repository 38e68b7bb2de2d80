namespace Conformance.Optimized.Lanes;

/// <summary>
/// A vector register. A kernel written once over this compiles to the same code as one written by hand for each width:
/// type arguments are structs, so that every call is inlined.
/// </summary>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements in the register.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Broadcast(T value);

    /// <summary>Reads <see cref="Count"/> elements; no bound is checked.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Writes <see cref="Count"/> elements; no bound is checked.</summary>
    void Store(ref T target);

    /// <summary>a·b + c, fused where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Of the bits.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);
}
