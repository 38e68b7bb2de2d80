using ProtoBuf;

namespace Conformance.Onnx.Schema;

/// <summary>A tensor with its elements, in <see cref="RawData"/> or in the list for its type.</summary>
[ProtoContract]
public sealed class TensorProto
{
    /// <summary>The extents, outermost first; none for a scalar.</summary>
    [ProtoMember(1)]
    public long[]? Dims { get; set; }

    /// <summary>The element type; see <see cref="TensorType"/>.</summary>
    [ProtoMember(2)]
    public TensorType DataType { get; set; }

    /// <summary>The elements of a binary32 tensor.</summary>
    [ProtoMember(4, IsPacked = true)]
    public float[]? FloatData { get; set; }

    /// <summary>The elements of narrow integer tensors; of a binary16 tensor, the bits of each element.</summary>
    [ProtoMember(5, IsPacked = true)]
    public int[]? Int32Data { get; set; }

    /// <summary>The elements of an int64 tensor.</summary>
    [ProtoMember(7, IsPacked = true)]
    public long[]? Int64Data { get; set; }

    /// <summary>The tensor's name.</summary>
    [ProtoMember(8)]
    public string Name { get; set; } = "";

    /// <summary>The elements in row-major order, little-endian.</summary>
    [ProtoMember(9)]
    public byte[]? RawData { get; set; }

    /// <summary>The elements of a binary64 tensor.</summary>
    [ProtoMember(10, IsPacked = true)]
    public double[]? DoubleData { get; set; }

    /// <summary>0 where the elements are here, 1 where they are in another file.</summary>
    [ProtoMember(14)]
    public int DataLocation { get; set; }
}

/// <summary>The element types of the format, with its numbers.</summary>
public enum TensorType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>IEEE binary32.</summary>
    Float = 1,

    /// <summary>Unsigned, 8 bits.</summary>
    Uint8 = 2,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 3,

    /// <summary>Unsigned, 16 bits.</summary>
    Uint16 = 4,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 5,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 6,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 7,

    /// <summary>Text.</summary>
    String = 8,

    /// <summary>True or false.</summary>
    Bool = 9,

    /// <summary>IEEE binary16.</summary>
    Float16 = 10,

    /// <summary>IEEE binary64.</summary>
    Double = 11,

    /// <summary>Unsigned, 32 bits.</summary>
    Uint32 = 12,

    /// <summary>Unsigned, 64 bits.</summary>
    Uint64 = 13,

    /// <summary>Two binary32.</summary>
    Complex64 = 14,

    /// <summary>Two binary64.</summary>
    Complex128 = 15,

    /// <summary>The upper half of binary32.</summary>
    Bfloat16 = 16,
}
