using System.Text;
using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>A graph that is a single Conv, once Constant nodes are taken for what they are.</summary>
/// <param name="Node">The Conv.</param>
/// <param name="Constants">Tensors that the graph holds, by name.</param>
/// <param name="Inputs">Names of tensors that must be fed, in the graph's order.</param>
public sealed record ConvGraph(
    NodeProto Node, IReadOnlyDictionary<string, TensorProto> Constants, IReadOnlyList<string> Inputs)
{
    /// <summary>Finds the Conv of a model.</summary>
    /// <returns>The graph, or the reason why the model is none.</returns>
    public static (ConvGraph? Graph, string Reason) From(ModelProto model)
    {
        if (model.Graph is not { } graph) return (null, "the model has no graph");
        var constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (NodeProto constant in graph.Node.Where(n => n.OpType == "Constant" && n.Output.Count == 1))
            if (constant.Attribute.Find(a => a.Name == "value")?.T is { } tensor) constants[constant.Output[0]] = tensor;
        List<NodeProto> nodes = [.. graph.Node.Where(n => n.OpType != "Constant")];
        if (nodes.Count != 1)
            return (null, $"the graph has {nodes.Count} nodes: {string.Join(", ", nodes.Take(4).Select(n => n.OpType))}{(nodes.Count > 4 ? ", …" : "")}");
        if (nodes[0].OpType != "Conv" || nodes[0].Domain.Length > 0) return (null, $"the operator is {nodes[0].OpType}");
        if (nodes[0].Input.Count is < 2 or > 3) return (null, $"the Conv has {nodes[0].Input.Count} inputs");
        // An initializer may stand among the inputs too, as a default; it is not fed then.
        return (new ConvGraph(nodes[0], constants, [.. graph.Input.Select(i => i.Name).Where(name => !constants.ContainsKey(name))]), "");
    }

    /// <summary>The problem, once the shapes are known.</summary>
    /// <param name="input">The shape of X.</param>
    /// <param name="weight">The shape of W.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="name">The name of the problem.</param>
    /// <exception cref="InvalidDataException">Attributes and shapes contradict each other.</exception>
    /// <exception cref="RuleException">The problem breaks a rule.</exception>
    public ConvolutionProblem Problem(long[] input, long[] weight, bool hasBias, string name)
    {
        int axes = input.Length - 2;
        if (axes < 1 || weight.Length != input.Length)
            throw new InvalidDataException($"input [{string.Join(", ", input)}] and weight [{string.Join(", ", weight)}] make no convolution");
        long[] taps = [.. weight.Skip(2)];
        long[] kernel = Attribute("kernel_shape", taps);
        if (!kernel.SequenceEqual(taps))
            throw new InvalidDataException($"kernel_shape [{string.Join(", ", kernel)}] is not the weight's [{string.Join(", ", taps)}]");
        long[] ones = [.. Enumerable.Repeat(1L, axes)];
        long[] strides = Attribute("strides", ones), dilations = Attribute("dilations", ones);
        long[] pads = Attribute("pads", new long[2 * axes]);
        if (strides.Length != axes || dilations.Length != axes || pads.Length != 2 * axes)
            throw new InvalidDataException($"strides, dilations or pads are not those of {axes} axes");
        long groups = Node.Attribute.Find(a => a.Name == "group")?.I ?? 1;
        return new ConvolutionProblem(input[0], input[1], weight[0], Enumerable.Range(0, axes).Select(axis =>
            PaddingOf(axis, pads).Resolve(new SpatialAxis(input[2 + axis], kernel[axis], strides[axis], dilations[axis]))),
            groups, hasBias, name: name);
    }

    private Padding PaddingOf(int axis, long[] pads)
    {
        string mode = Encoding.UTF8.GetString(Node.Attribute.Find(a => a.Name == "auto_pad")?.S ?? []);
        return mode switch
        {
            "" or "NOTSET" => Padding.Explicit(pads[axis], pads[pads.Length / 2 + axis]),
            "VALID" => Padding.Valid,
            "SAME_UPPER" => Padding.SameUpper,
            "SAME_LOWER" => Padding.SameLower,
            _ => throw new InvalidDataException($"auto_pad \"{mode}\" is none of NOTSET, VALID, SAME_UPPER, SAME_LOWER"),
        };
    }

    private long[] Attribute(string name, long[] otherwise) =>
        Node.Attribute.Find(a => a.Name == name) is { } attribute ? attribute.Ints : otherwise;
}
