using ProtoBuf;

namespace Conformance.Onnx.Schema;

/// <summary>The name and type of a graph's input or output.</summary>
[ProtoContract]
public sealed class ValueInfoProto
{
    /// <summary>The name.</summary>
    [ProtoMember(1)]
    public string Name { get; set; } = "";

    /// <summary>The type.</summary>
    [ProtoMember(2)]
    public TypeProto? Type { get; set; }
}

/// <summary>A type; only tensors are read here.</summary>
[ProtoContract]
public sealed class TypeProto
{
    /// <summary>The tensor type; null for a sequence or a map.</summary>
    [ProtoMember(1)]
    public TensorTypeProto? TensorType { get; set; }
}

/// <summary>The type of a tensor.</summary>
[ProtoContract]
public sealed class TensorTypeProto
{
    /// <summary>The element type.</summary>
    [ProtoMember(1)]
    public TensorType ElemType { get; set; }

    /// <summary>The shape; null where even the rank is unknown.</summary>
    [ProtoMember(2)]
    public TensorShapeProto? Shape { get; set; }
}

/// <summary>A shape.</summary>
[ProtoContract]
public sealed class TensorShapeProto
{
    /// <summary>The extents, outermost first.</summary>
    [ProtoMember(1)]
    public List<DimensionProto> Dim { get; } = [];
}

/// <summary>One extent: a number, or the name of an unknown.</summary>
[ProtoContract]
public sealed class DimensionProto
{
    /// <summary>The extent, where it is known.</summary>
    [ProtoMember(1)]
    public long? DimValue { get; set; }

    /// <summary>The unknown's name, where it is not.</summary>
    [ProtoMember(2)]
    public string? DimParam { get; set; }
}
