using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>Writes a problem as a model of one Conv: Y = Conv(X, W, B).</summary>
public static class ConvModel
{
    /// <summary>The name of the input tensor.</summary>
    public const string Input = "X";

    /// <summary>The name of the weights.</summary>
    public const string Weight = "W";

    /// <summary>The name of the bias.</summary>
    public const string Bias = "B";

    /// <summary>The name of the output tensor.</summary>
    public const string Output = "Y";

    /// <summary>The model whose caller supplies W, and B where there is a bias, with each run.</summary>
    /// <exception cref="NotSupportedException">ONNX excludes the problem; see <see cref="Supports"/>.</exception>
    public static ModelProto WithWeightInputs(ConvolutionProblem problem, ElementType type)
    {
        ModelProto model = Skeleton(problem, TypeOf(type));
        model.Graph!.Input.Add(Value(Weight, problem.WeightShape, TypeOf(type)));
        if (problem.HasBias) model.Graph.Input.Add(Value(Bias, problem.BiasShape, TypeOf(type)));
        return model;
    }

    /// <summary>The model that holds W, and B where there is a bias, so that a runtime can pack them once.</summary>
    /// <param name="problem">What the model computes.</param>
    /// <param name="weight">W in row-major order.</param>
    /// <param name="bias">b; empty where the problem has none.</param>
    /// <typeparam name="T">float, double or Half.</typeparam>
    /// <exception cref="NotSupportedException">ONNX excludes the problem; see <see cref="Supports"/>.</exception>
    public static ModelProto WithStoredWeights<T>(
        ConvolutionProblem problem, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias) where T : unmanaged
    {
        ModelProto model = Skeleton(problem, TypeOf<T>());
        model.Graph!.Initializer.Add(Tensor(Weight, problem.WeightShape.AsSpan(), weight));
        if (problem.HasBias) model.Graph.Initializer.Add(Tensor(Bias, problem.BiasShape.AsSpan(), bias));
        return model;
    }

    /// <summary>A tensor of the file format.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its extents, outermost first.</param>
    /// <param name="elements">Its elements in row-major order.</param>
    /// <typeparam name="T">float, double or Half.</typeparam>
    public static TensorProto Tensor<T>(string name, ReadOnlySpan<nint> shape, ReadOnlySpan<T> elements)
        where T : unmanaged => new()
        {
            Name = name,
            DataType = TypeOf<T>(),
            Dims = Array.ConvertAll(shape.ToArray(), extent => (long)extent),
            // The format is little-endian, and so is every machine that .NET 10 runs on.
            RawData = MemoryMarshal.AsBytes(elements).ToArray(),
        };

    /// <summary>Whether ONNX's Conv can say the problem at all.</summary>
    public static Support Supports(ConvolutionProblem problem) => Support.Yes
        .But(problem.IsStrict, "ONNX Conv is cross-correlation: the kernel is not flipped")
        .But(Axes(problem).Any(axis => axis.PadBefore < 0 || axis.PadAfter < 0), "ONNX Conv has no negative pads");

    private static IEnumerable<SpatialAxis> Axes(ConvolutionProblem problem) =>
        problem.Axes.Select(axis => axis.WithoutIdleCrop());

    private static ModelProto Skeleton(ConvolutionProblem problem, TensorType type)
    {
        Support support = Supports(problem);
        if (!support.IsSupported) throw new NotSupportedException(support.Reason);
        NodeProto conv = new() { OpType = "Conv", Name = "conv", Output = { Output } };
        conv.Input.AddRange(problem.HasBias ? [Input, Weight, Bias] : [Input, Weight]);
        conv.Attribute.Add(new AttributeProto { Name = "group", Type = AttributeKind.Int, I = problem.Groups });
        conv.Attribute.Add(Ints("kernel_shape", problem, axis => axis.Kernel));
        conv.Attribute.Add(Ints("strides", problem, axis => axis.Stride));
        conv.Attribute.Add(Ints("dilations", problem, axis => axis.Dilation));
        conv.Attribute.Add(new AttributeProto
        {
            Name = "pads",
            Type = AttributeKind.Ints,
            Ints = [.. Axes(problem).Select(axis => axis.PadBefore), .. Axes(problem).Select(axis => axis.PadAfter)],
        });
        GraphProto graph = new() { Name = "problem", Node = { conv } };
        graph.Input.Add(Value(Input, problem.InputShape, type));
        graph.Output.Add(Value(Output, problem.OutputShape, type));
        // Conv is the same from operator set 11 on, and format 8 is read by every runtime of the last years.
        OperatorSetIdProto operators = new() { Version = 13 };
        return new ModelProto { IrVersion = 8, ProducerName = "conformance", Graph = graph, OpsetImport = { operators } };
    }

    private static AttributeProto Ints(string name, ConvolutionProblem problem, Func<SpatialAxis, long> value) =>
        new() { Name = name, Type = AttributeKind.Ints, Ints = [.. problem.Axes.Select(value)] };

    private static ValueInfoProto Value(string name, ImmutableArray<nint> shape, TensorType type)
    {
        TensorShapeProto extents = new();
        foreach (nint extent in shape) extents.Dim.Add(new DimensionProto { DimValue = extent });
        return new() { Name = name, Type = new() { TensorType = new() { ElemType = type, Shape = extents } } };
    }

    private static TensorType TypeOf(ElementType type) => type switch
    {
        ElementType.F16 => TensorType.Float16,
        ElementType.F32 => TensorType.Float,
        ElementType.F64 => TensorType.Double,
        _ => throw new NotSupportedException($"element type {type}"),
    };

    private static TensorType TypeOf<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorType.Float
        : typeof(T) == typeof(double) ? TensorType.Double
        : typeof(T) == typeof(Half) ? TensorType.Float16
        : throw new NotSupportedException($"element type {typeof(T).Name}");
}
