using System.Numerics;
using System.Numerics.Tensors;
using Conformance.Spec;

namespace Conformance.Forms;

/// <summary>
/// Tensors as arrays in row-major order: what is strided, broadcast or permuted is copied once, so that the formulas can
/// index plain memory under the runtime's own bounds checks.
/// </summary>
internal static class FlatTensor
{
    /// <summary>The elements of a tensor, strided or not, in row-major order.</summary>
    public static T[] Flatten<T>(ReadOnlyTensorSpan<T> tensor, string name)
    {
        T[] elements = TensorShapes.Allocate<T>(tensor.FlattenedLength, name);
        if (elements.Length > 0) tensor.FlattenTo(elements);
        return elements;
    }

    /// <summary>Zeros in row-major order, to be summed into.</summary>
    public static T[] Zeros<T>(long count, string name)
        where T : INumberBase<T>
    {
        T[] elements = TensorShapes.Allocate<T>(count, name);
        Array.Fill(elements, T.Zero);
        return elements;
    }

    /// <summary>Writes elements in row-major order to a tensor, strided or not.</summary>
    public static void Unflatten<T>(T[] elements, TensorSpan<T> tensor)
    {
        if (elements.Length > 0) new ReadOnlyTensorSpan<T>(elements, tensor.Lengths).CopyTo(tensor);
    }
}
