using ProtoBuf;

namespace Conformance.Onnx.Schema;

/// <summary>
/// The same file as <see cref="ModelProto"/>, of which only the operators' names are kept: enough to turn away a large
/// model without holding its weights.
/// </summary>
[ProtoContract]
internal sealed class ModelOutline
{
    [ProtoMember(7)]
    public GraphOutline? Graph { get; set; }
}

[ProtoContract]
internal sealed class GraphOutline
{
    [ProtoMember(1)]
    public List<NodeOutline> Node { get; } = [];
}

[ProtoContract]
internal sealed class NodeOutline
{
    [ProtoMember(4)]
    public string OpType { get; set; } = "";

    [ProtoMember(7)]
    public string Domain { get; set; } = "";
}
