namespace Conformance.Optimized;

/// <summary>What the cost model knows of the core that computes.</summary>
/// <param name="Width">The registers.</param>
/// <param name="ElementBytes">The size of an element.</param>
/// <param name="MultiplyAdds">Multiply-adds of whole registers that it begins in a cycle.</param>
public readonly record struct Core(VectorWidth Width, int ElementBytes, int MultiplyAdds)
{
    /// <summary>A core of this machine.</summary>
    /// <param name="width">The registers to use.</param>
    /// <param name="elementBytes">The size of an element.</param>
    public static Core Here(VectorWidth width, int elementBytes) => new(width, elementBytes, width.MultiplyAdds());

    /// <summary>The elements of a register.</summary>
    public int Lanes => Width.Bits() / 8 / ElementBytes;

    /// <summary>Registers of 256 bits, of which there are sixteen, and two multiply-adds a cycle.</summary>
    internal bool IsPaired256 => Width == VectorWidth.Bits256 && MultiplyAdds == 2;
}
