using ProtoBuf;

namespace Conformance.Onnx.Schema;

/// <summary>A graph of operators, joined by the names of the tensors between them.</summary>
[ProtoContract]
public sealed class GraphProto
{
    /// <summary>The operators, each after those whose results it takes.</summary>
    [ProtoMember(1)]
    public List<NodeProto> Node { get; } = [];

    /// <summary>The graph's name.</summary>
    [ProtoMember(2)]
    public string Name { get; set; } = "";

    /// <summary>Tensors stored in the model, such as weights.</summary>
    [ProtoMember(5)]
    public List<TensorProto> Initializer { get; } = [];

    /// <summary>What the caller supplies; before format version 4 the initializers are listed here as well.</summary>
    [ProtoMember(11)]
    public List<ValueInfoProto> Input { get; } = [];

    /// <summary>What the caller receives.</summary>
    [ProtoMember(12)]
    public List<ValueInfoProto> Output { get; } = [];
}

/// <summary>One operator with its attributes.</summary>
[ProtoContract]
public sealed class NodeProto
{
    /// <summary>The names of what it takes; an empty name is an optional input left out.</summary>
    [ProtoMember(1)]
    public List<string> Input { get; } = [];

    /// <summary>The names of its results.</summary>
    [ProtoMember(2)]
    public List<string> Output { get; } = [];

    /// <summary>The node's name.</summary>
    [ProtoMember(3)]
    public string Name { get; set; } = "";

    /// <summary>The operator, such as "Conv".</summary>
    [ProtoMember(4)]
    public string OpType { get; set; } = "";

    /// <summary>Its attributes.</summary>
    [ProtoMember(5)]
    public List<AttributeProto> Attribute { get; } = [];

    /// <summary>The operator set; empty for ONNX's own.</summary>
    [ProtoMember(7)]
    public string Domain { get; set; } = "";
}

/// <summary>One attribute; which member holds the value is said by <see cref="Type"/>.</summary>
[ProtoContract]
public sealed class AttributeProto
{
    /// <summary>The attribute's name, such as "strides".</summary>
    [ProtoMember(1)]
    public string Name { get; set; } = "";

    /// <summary>A number.</summary>
    [ProtoMember(2)]
    public float? F { get; set; }

    /// <summary>An integer.</summary>
    [ProtoMember(3)]
    public long? I { get; set; }

    /// <summary>A text in UTF-8.</summary>
    [ProtoMember(4)]
    public byte[]? S { get; set; }

    /// <summary>A tensor.</summary>
    [ProtoMember(5)]
    public TensorProto? T { get; set; }

    /// <summary>Numbers.</summary>
    [ProtoMember(7)]
    public float[]? Floats { get; set; }

    /// <summary>Integers.</summary>
    [ProtoMember(8)]
    public long[]? Ints { get; set; }

    /// <summary>The kind of value; 0 in files older than this field.</summary>
    [ProtoMember(20)]
    public AttributeKind Type { get; set; }
}

/// <summary>The kinds of attribute that are read or written here; the numbers are those of the format.</summary>
public enum AttributeKind
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>A number.</summary>
    Float = 1,

    /// <summary>An integer.</summary>
    Int = 2,

    /// <summary>A text.</summary>
    String = 3,

    /// <summary>A tensor.</summary>
    Tensor = 4,

    /// <summary>Numbers.</summary>
    Floats = 6,

    /// <summary>Integers.</summary>
    Ints = 7,
}
