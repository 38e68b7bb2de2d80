using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>A tensor of the file format, decoded to one of the element types that a problem can have.</summary>
public sealed class OnnxTensor
{
    private readonly Array _data;

    private OnnxTensor(ElementType type, ImmutableArray<nint> shape, Array data) =>
        (ElementType, Shape, _data) = (type, shape, data);

    /// <summary>The element type.</summary>
    public ElementType ElementType { get; }

    /// <summary>The extents, outermost first.</summary>
    public ImmutableArray<nint> Shape { get; }

    /// <summary>The elements in row-major order; not a copy.</summary>
    /// <typeparam name="T">float, double or Half, as <see cref="ElementType"/> says.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public T[] Elements<T>() where T : unmanaged => (T[])_data;

    /// <summary>The tensor as an engine takes it.</summary>
    /// <typeparam name="T">float, double or Half, as <see cref="ElementType"/> says.</typeparam>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public ReadOnlyTensorSpan<T> Span<T>() where T : unmanaged => new(Elements<T>(), Shape.AsSpan());

    /// <summary>Why this tensor cannot be decoded although nothing is wrong with it; null where it can.</summary>
    public static string? Refusal(TensorProto tensor)
    {
        if (TypeOf(tensor.DataType) is null) return $"element type is {NameOf(tensor.DataType)}";
        return tensor.DataLocation == 0 ? null : $"tensor '{tensor.Name}' keeps its elements in another file";
    }

    /// <summary>Decodes a tensor.</summary>
    /// <param name="tensor">A tensor for which <see cref="Refusal"/> is null.</param>
    /// <param name="name">What to call it in an error, such as its file.</param>
    /// <exception cref="InvalidDataException">The number of elements is not what the extents say.</exception>
    /// <exception cref="NotSupportedException">The element type has no counterpart here.</exception>
    public static OnnxTensor Decode(TensorProto tensor, string name)
    {
        if (Refusal(tensor) is string reason) throw new NotSupportedException($"{name}: {reason}");
        ImmutableArray<nint> shape = [.. (tensor.Dims ?? []).Select(extent => Extent(extent, name))];
        ElementType type = TypeOf(tensor.DataType)!.Value;
        Array data = type switch
        {
            ElementType.F32 => Elements(tensor, tensor.FloatData, BinaryPrimitives.ReadSingleLittleEndian, name),
            ElementType.F64 => Elements(tensor, tensor.DoubleData, BinaryPrimitives.ReadDoubleLittleEndian, name),
            _ => Elements(tensor, Halves(tensor.Int32Data), BinaryPrimitives.ReadHalfLittleEndian, name),
        };
        Int128 expected = shape.Aggregate((Int128)1, (count, extent) => Saturate(count * extent));
        return data.Length == expected
            ? new OnnxTensor(type, shape, data)
            : throw new InvalidDataException(
                $"{name}: {data.Length} elements, but the extents [{string.Join(", ", shape)}] say {expected}");
    }

    /// <summary>The counterpart of an element type; null where there is none.</summary>
    public static ElementType? TypeOf(TensorType type) => type switch
    {
        TensorType.Float => ElementType.F32,
        TensorType.Double => ElementType.F64,
        TensorType.Float16 => ElementType.F16,
        _ => null,
    };

    /// <summary>The name of an element type in lower case, such as "uint8".</summary>
    public static string NameOf(TensorType type) =>
        Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : $"number {(int)type}";

    private delegate T ReadElement<T>(ReadOnlySpan<byte> bytes);

    private static T[] Elements<T>(TensorProto tensor, T[]? typed, ReadElement<T> read, string name)
        where T : unmanaged
    {
        if (tensor.RawData is not { Length: > 0 } raw) return typed ?? [];
        int size = Marshal.SizeOf<T>();
        if (raw.Length % size != 0)
            throw new InvalidDataException($"{name}: {raw.Length} bytes are not a whole number of elements of {size} bytes");
        T[] data = new T[raw.Length / size];
        for (int i = 0; i < data.Length; i++) data[i] = read(raw.AsSpan(i * size));
        return data;
    }

    // A binary16 element has no list of its own in the format: its bits stand in the list of 32-bit integers.
    private static Half[]? Halves(int[]? bits) =>
        bits?.Select(b => BitConverter.UInt16BitsToHalf(unchecked((ushort)b))).ToArray();

    private static nint Extent(long extent, string name) =>
        extent >= 0 ? (nint)extent : throw new InvalidDataException($"{name}: an extent is {extent}");

    // Many large extents overflow even 128 bits; far beyond any count of elements the exact number is of no interest.
    private static Int128 Saturate(Int128 count) => Int128.Min(count, long.MaxValue);
}
