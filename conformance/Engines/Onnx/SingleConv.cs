using System.Collections.Immutable;
using Conformance.Onnx.Schema;

namespace Conformance.Onnx;

/// <summary>A graph that is one Conv, apart from constants that feed it.</summary>
public sealed class SingleConv
{
    private const int NamesShown = 8;

    private SingleConv(GraphProto graph, NodeProto node, Dictionary<string, TensorProto> stored)
    {
        (Node, Stored) = (node, stored);
        Supplied = [.. graph.Input.Select(input => input.Name).Where(name => !stored.ContainsKey(name))];
    }

    /// <summary>The Conv.</summary>
    public NodeProto Node { get; }

    /// <summary>The tensors that the model holds, by name: initializers and the values of Constant nodes.</summary>
    public IReadOnlyDictionary<string, TensorProto> Stored { get; }

    /// <summary>The graph inputs that the caller supplies, in order.</summary>
    public ImmutableArray<string> Supplied { get; }

    /// <summary>The name of X.</summary>
    public string Input => Node.Input[0];

    /// <summary>The name of W.</summary>
    public string Weight => Node.Input[1];

    /// <summary>The name of b; empty where there is none.</summary>
    public string Bias => Node.Input.Count > 2 ? Node.Input[2] : "";

    /// <summary>Finds the Conv of a model; null, and why, where the model is anything else.</summary>
    public static SingleConv? Find(ModelProto model, out string reason)
    {
        GraphProto graph = model.Graph ?? new();
        reason = Reason([.. graph.Node.Select(node => (node.Domain, node.OpType))]);
        if (reason.Length > 0) return null;
        NodeProto conv = graph.Node.Single(node => !IsConstant(node.Domain, node.OpType));
        if (conv.Input.Count is < 2 or > 3 || conv.Input[0].Length == 0 || conv.Input[1].Length == 0)
        {
            reason = $"Conv has the inputs ({string.Join(", ", conv.Input)}), not X, W and perhaps B";
            return null;
        }
        if (conv.Output.Count != 1 || graph.Output.Count != 1 || graph.Output[0].Name != conv.Output[0])
        {
            reason = "the graph's output is not the Conv's";
            return null;
        }
        return new SingleConv(graph, conv, StoredTensors(graph));
    }

    /// <summary>Why a graph of these operators is not a single Conv; empty where it is.</summary>
    internal static string Reason(IReadOnlyList<(string Domain, string OpType)> operators)
    {
        string[] names = [.. operators.Where(o => !IsConstant(o.Domain, o.OpType)).Select(o => Show(o.Domain, o.OpType))];
        return names switch
        {
            ["Conv"] => "",
            [] => "graph has no operator",
            [string other] => $"operator is {other}",
            _ => $"graph has {names.Length} nodes: {string.Join(", ", names.Take(NamesShown))}"
                + (names.Length > NamesShown ? ", …" : ""),
        };
    }

    private static bool IsConstant(string domain, string operatorType) => Show(domain, operatorType) == "Constant";

    // "ai.onnx" is the long name of ONNX's own operators, whose usual name is the empty one.
    private static string Show(string domain, string operatorType) =>
        domain is "" or "ai.onnx" ? operatorType : $"{domain}.{operatorType}";

    private static Dictionary<string, TensorProto> StoredTensors(GraphProto graph)
    {
        Dictionary<string, TensorProto> stored = [];
        foreach (TensorProto tensor in graph.Initializer) stored[tensor.Name] = tensor;
        foreach (NodeProto node in graph.Node.Where(node => IsConstant(node.Domain, node.OpType)))
        {
            TensorProto? value = node.Attribute.Select(Value).FirstOrDefault(tensor => tensor is not null);
            if (value is not null && node.Output.Count == 1) stored[node.Output[0]] = value;
        }
        return stored;
    }

    private static TensorProto? Value(AttributeProto attribute) => attribute.Name switch
    {
        "value" => attribute.T,
        "value_floats" => new TensorProto
        {
            Dims = [attribute.Floats?.Length ?? 0],
            DataType = TensorType.Float,
            FloatData = attribute.Floats,
        },
        _ => null,
    };
}
