using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>Writes a problem as an ONNX model of a single Conv.</summary>
public static class ConvModel
{
    /// <summary>The name of the input.</summary>
    public const string Input = "x";

    /// <summary>The name of the weight.</summary>
    public const string Weight = "w";

    /// <summary>The name of the bias.</summary>
    public const string Bias = "b";

    /// <summary>The name of the output.</summary>
    public const string Output = "y";

    /// <summary>Opset 11: the newest version of Conv but for types; every runtime of the last years has it.</summary>
    private const long Opset = 11;

    private const long IrVersion = 7;

    /// <summary>Whether ONNX can say the problem.</summary>
    public static Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "ONNX Conv is a cross-correlation")
        .But(Axes(problem).Any(a => a.PadBefore < 0 || a.PadAfter < 0), "ONNX Conv has no negative pads");

    /// <summary>The model; weight and bias are inputs of the graph, or, where they are given, part of it.</summary>
    /// <param name="problem">A problem that ONNX can say.</param>
    /// <param name="weight">W in row-major order, or null.</param>
    /// <param name="bias">b, or null.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static ModelProto Create<T>(ConvolutionProblem problem, T[]? weight = null, T[]? bias = null) where T : unmanaged
    {
        TensorType type = OnnxTensor.TypeOf<T>();
        var node = new NodeProto { OpType = "Conv" };
        node.Input.AddRange(problem.HasBias ? [Input, Weight, Bias] : [Input, Weight]);
        node.Output.Add(Output);
        node.Attribute.Add(Ints("kernel_shape", problem.Axes.Select(a => a.Kernel)));
        node.Attribute.Add(Ints("strides", problem.Axes.Select(a => a.Stride)));
        node.Attribute.Add(Ints("dilations", problem.Axes.Select(a => a.Dilation)));
        node.Attribute.Add(Ints("pads", Axes(problem).Select(a => a.PadBefore).Concat(Axes(problem).Select(a => a.PadAfter))));
        node.Attribute.Add(new AttributeProto { Name = "group", Type = AttributeKind.Int, I = problem.Groups });

        var graph = new GraphProto { Name = "conv" };
        graph.Node.Add(node);
        graph.Input.Add(Value(Input, type, problem.InputShape));
        graph.Output.Add(Value(Output, type, problem.OutputShape));
        AddOperand(graph, Weight, problem.WeightShape, weight);
        if (problem.HasBias) AddOperand(graph, Bias, problem.BiasShape, bias);

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "conformance", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        return model;
    }

    private static IEnumerable<SpatialAxis> Axes(ConvolutionProblem problem) => problem.Axes.Select(a => a.WithoutIdleCrop());

    private static void AddOperand<T>(GraphProto graph, string name, IReadOnlyList<nint> shape, T[]? values) where T : unmanaged
    {
        if (values is null) graph.Input.Add(Value(name, OnnxTensor.TypeOf<T>(), shape));
        else graph.Initializer.Add(OnnxTensor.Create<T>(name, shape, values));
    }

    private static AttributeProto Ints(string name, IEnumerable<long> values) =>
        new() { Name = name, Type = AttributeKind.Ints, Ints = [.. values] };

    private static ValueInfoProto Value(string name, TensorType type, IReadOnlyList<nint> shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(n => new DimensionProto { DimValue = n }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = type, Shape = dimensions } } };
    }
}
