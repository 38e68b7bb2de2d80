using ProtoBuf;

namespace Conformance.Onnx.Schema;

/// <summary>A model: a graph, and which version of the operators it means.</summary>
[ProtoContract]
public sealed class ModelProto
{
    /// <summary>The version of the file format.</summary>
    [ProtoMember(1)]
    public long IrVersion { get; set; }

    /// <summary>The program that wrote the model.</summary>
    [ProtoMember(2)]
    public string ProducerName { get; set; } = "";

    /// <summary>The graph; null in a file that is not a model.</summary>
    [ProtoMember(7)]
    public GraphProto? Graph { get; set; }

    /// <summary>The operator sets that the graph's operators are taken from.</summary>
    [ProtoMember(8)]
    public List<OperatorSetIdProto> OpsetImport { get; } = [];
}

/// <summary>An operator set and its version.</summary>
[ProtoContract]
public sealed class OperatorSetIdProto
{
    /// <summary>The set; empty for ONNX's own.</summary>
    [ProtoMember(1)]
    public string Domain { get; set; } = "";

    /// <summary>Its version.</summary>
    [ProtoMember(2)]
    public long Version { get; set; }
}
