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

    /// <summary>c = a·b + c, fused where the machine can. Where <see cref="MultiplyAdd"/> is stored to its last operand, the compiler goes by way of
    /// a register of its own where <paramref name="a"/> is not needed any more: a move for every product, which a core that takes in four
    /// instructions a cycle has no room for.</summary>
    static abstract void Accumulate(TSelf a, TSelf b, ref TSelf c);

    /// <summary>Adds the products of an element with two registers. Where that saves the machine instructions, each product reads the element from
    /// memory by itself: the compiler does so where it does not see that both read the same.</summary>
    /// <param name="a">Where elements lie.</param>
    /// <param name="again">The same place.</param>
    /// <param name="element">The element; known when this is compiled, so that the compiler adds it while it loads.</param>
    /// <param name="b">The first register.</param>
    /// <param name="c">The second.</param>
    /// <param name="first">The sums of the first.</param>
    /// <param name="second">Those of the second.</param>
    static abstract unsafe void AccumulateTwo(T* a, T* again, int element, TSelf b, TSelf c, ref TSelf first, ref TSelf second);

    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Of the bits.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);
}
