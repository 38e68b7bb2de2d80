using ProtoBuf;

#pragma warning disable CS1591 // The names and numbers are those of the ONNX format; its documentation describes them.
#pragma warning disable CA1720 // The element types are named after types.
#pragma warning disable CA1819 // Messages of protobuf hold arrays.

namespace Conformance.Onnx;

/// <summary>The part of the ONNX format that a model of a single Conv needs. Unknown fields are passed over.</summary>
[ProtoContract]
public sealed class ModelProto
{
    [ProtoMember(1)] public long IrVersion { get; set; }
    [ProtoMember(2)] public string ProducerName { get; set; } = "";
    [ProtoMember(7)] public GraphProto? Graph { get; set; }
    [ProtoMember(8)] public List<OperatorSetIdProto> OpsetImport { get; } = [];
}

[ProtoContract]
public sealed class OperatorSetIdProto
{
    [ProtoMember(1)] public string Domain { get; set; } = "";
    [ProtoMember(2)] public long Version { get; set; }
}

[ProtoContract]
public sealed class GraphProto
{
    [ProtoMember(1)] public List<NodeProto> Node { get; } = [];
    [ProtoMember(2)] public string Name { get; set; } = "";
    [ProtoMember(5)] public List<TensorProto> Initializer { get; } = [];
    [ProtoMember(11)] public List<ValueInfoProto> Input { get; } = [];
    [ProtoMember(12)] public List<ValueInfoProto> Output { get; } = [];
}

[ProtoContract]
public sealed class NodeProto
{
    [ProtoMember(1)] public List<string> Input { get; } = [];
    [ProtoMember(2)] public List<string> Output { get; } = [];
    [ProtoMember(3)] public string Name { get; set; } = "";
    [ProtoMember(4)] public string OpType { get; set; } = "";
    [ProtoMember(5)] public List<AttributeProto> Attribute { get; } = [];
    [ProtoMember(7)] public string Domain { get; set; } = "";
}

[ProtoContract]
public sealed class AttributeProto
{
    [ProtoMember(1)] public string Name { get; set; } = "";
    [ProtoMember(3)] public long I { get; set; }
    [ProtoMember(4)] public byte[]? S { get; set; }
    [ProtoMember(5)] public TensorProto? T { get; set; }
    [ProtoMember(8)] public long[] Ints { get; set; } = [];
    [ProtoMember(20)] public AttributeKind Type { get; set; }
}

public enum AttributeKind
{
    Undefined = 0,
    Int = 2,
    Text = 3,
    Tensor = 4,
    Ints = 7,
}

[ProtoContract]
public sealed class TensorProto
{
    [ProtoMember(1)] public long[] Dims { get; set; } = [];
    [ProtoMember(2)] public TensorType DataType { get; set; }
    [ProtoMember(4, IsPacked = true)] public float[] FloatData { get; set; } = [];
    [ProtoMember(5, IsPacked = true)] public int[] Int32Data { get; set; } = [];
    [ProtoMember(8)] public string Name { get; set; } = "";
    [ProtoMember(9)] public byte[] RawData { get; set; } = [];
    [ProtoMember(10, IsPacked = true)] public double[] DoubleData { get; set; } = [];
    [ProtoMember(14)] public int DataLocation { get; set; }
}

/// <summary>Element types by ONNX's numbers.</summary>
public enum TensorType
{
    Undefined = 0,
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Boolean = 9,
    Float16 = 10,
    Float64 = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
}

[ProtoContract]
public sealed class ValueInfoProto
{
    [ProtoMember(1)] public string Name { get; set; } = "";
    [ProtoMember(2)] public TypeProto? Type { get; set; }
}

[ProtoContract]
public sealed class TypeProto
{
    [ProtoMember(1)] public TensorTypeProto? TensorType { get; set; }
}

[ProtoContract]
public sealed class TensorTypeProto
{
    [ProtoMember(1)] public TensorType ElemType { get; set; }
    [ProtoMember(2)] public TensorShapeProto? Shape { get; set; }
}

[ProtoContract]
public sealed class TensorShapeProto
{
    [ProtoMember(1)] public List<DimensionProto> Dim { get; } = [];
}

[ProtoContract]
public sealed class DimensionProto
{
    /// <summary>Written even where it is 0: a dimension without a value is an unknown one.</summary>
    [ProtoMember(1, IsRequired = true)] public long DimValue { get; set; }
}
