using System.Text;
using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

public class SingleConvTests
{
    private static readonly ConvolutionProblem Problem = new(1, 1, 1, [new SpatialAxis(5, 3)]);

    [Theory]
    [InlineData("graph has 3 nodes: Conv, Relu, Add", "Conv", "Relu", "Add")]
    [InlineData("operator is ConvTranspose", "ConvTranspose")]
    [InlineData("operator is ConvTranspose", "Constant", "ConvTranspose")]
    [InlineData("graph has no operator")]
    [InlineData("graph has 9 nodes: A, A, A, A, A, A, A, A, …", "A", "A", "A", "A", "A", "A", "A", "A", "A")]
    public void Any_other_graph_has_a_reason(string expected, params string[] operators)
    {
        ModelProto model = new() { Graph = new() };
        model.Graph.Node.AddRange(operators.Select(o => new NodeProto { OpType = o }));
        Assert.Null(SingleConv.Find(model, out string reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void A_Conv_of_another_operator_set_is_another_operator()
    {
        ModelProto model = ConvModel.WithWeightInputs(Problem, ElementType.F32);
        model.Graph!.Node[0].Domain = "com.example";
        Assert.Null(SingleConv.Find(model, out string reason));
        Assert.Equal("operator is com.example.Conv", reason);
    }

    [Fact]
    public void Weights_come_from_an_initializer_an_input_or_a_Constant()
    {
        SingleConv inputs = SingleConv.Find(ConvModel.WithWeightInputs(Problem, ElementType.F32), out _)!;
        Assert.Equal(["X", "W"], inputs.Supplied.ToArray());
        ModelProto model = ConvModel.WithStoredWeights<float>(Problem, [1, 2, 3], []);
        // Before format version 4 an initializer was listed among the inputs as well.
        model.Graph!.Input.Add(new ValueInfoProto { Name = "W" });
        SingleConv stored = SingleConv.Find(model, out _)!;
        Assert.Equal(["X"], stored.Supplied.ToArray());
        Assert.True(stored.Stored.ContainsKey("W"));
        AttributeProto value = new() { Name = "value", T = model.Graph.Initializer[0] };
        model.Graph.Initializer.Clear();
        model.Graph.Input.RemoveAt(1);
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Constant", Output = { "W" }, Attribute = { value } });
        Assert.True(SingleConv.Find(model, out _)!.Stored.ContainsKey("W"));
    }

    [Fact]
    public void A_problem_comes_back_from_its_own_model()
    {
        foreach (ConvolutionProblem problem in RandomProblems.For(new Anything(), 200))
        {
            SingleConv conv = SingleConv.Find(ConvModel.WithWeightInputs(problem, ElementType.F64), out _)!;
            Assert.Equal(problem, ConvAttributes.Read(conv.Node).Resolve(
                problem.InputShape.AsSpan(), problem.WeightShape.AsSpan(), problem.HasBias, "", out string reason));
            Assert.Equal("", reason);
        }
    }

    [Theory]
    [InlineData("VALID", 1, 0, 0)]
    [InlineData("SAME_UPPER", 1, 1, 1)]
    [InlineData("SAME_UPPER", 2, 0, 1)]
    [InlineData("SAME_LOWER", 2, 1, 0)]
    [InlineData("NOTSET", 1, 0, 0)]
    public void Auto_pad_is_resolved(string mode, long stride, long before, long after)
    {
        NodeProto node = new() { OpType = "Conv" };
        node.Attribute.Add(new() { Name = "auto_pad", S = Encoding.UTF8.GetBytes(mode) });
        node.Attribute.Add(new() { Name = "strides", Ints = [stride] });
        ConvolutionProblem problem = ConvAttributes.Read(node).Resolve([1, 1, 6], [1, 1, 3], false, "", out _)!;
        Assert.Equal(new SpatialAxis(6, 3, stride, 1, before, after), problem.Axes[0]);
    }

    [Theory]
    [InlineData("strides", "strides has 3 entries for 1 axes", 1, 1, 1)]
    [InlineData("strides", "C10: stride width must be at least 1, but it is 0", 0)]
    [InlineData("pads", "pads has 1 entries for 1 axes", 1)]
    [InlineData("kernel_shape", "kernel_shape is [2], but the weights have shape [1, 1, 3]", 2)]
    [InlineData("pads", "C12: padded width must hold the kernel's span of 3, but it is 2", -2, -2)]
    public void What_contradicts_itself_has_a_reason(string attribute, string expected, params int[] values)
    {
        NodeProto node = new() { OpType = "Conv" };
        node.Attribute.Add(new() { Name = attribute, Ints = Array.ConvertAll(values, value => (long)value) });
        Assert.Null(ConvAttributes.Read(node).Resolve([1, 1, 6], [1, 1, 3], false, "", out string reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Shapes_that_do_not_fit_have_a_reason()
    {
        ConvAttributes none = ConvAttributes.Read(new NodeProto());
        Assert.Null(none.Resolve([1, 1, 6], [1, 1, 3, 3], false, "", out string rank));
        Assert.Equal("input has rank 3, but the weights have 4", rank);
        Assert.Null(none.Resolve([1, 1], [1, 1], false, "", out string flat));
        Assert.Equal("input has rank 2, but 3 to 5 are known here", flat);
        Assert.Null(none.Resolve([1, 4, 6], [1, 2, 3], false, "", out string channels));
        Assert.Equal("weights have 2 input channels a group, but the input has 4", channels);
    }

    /// <summary>Supports everything, computes nothing.</summary>
    private sealed class Anything : IConvolution<float>
    {
        public string Name => "anything";

        public Support Supports(ConvolutionProblem problem) => Support.Yes;

        public void Convolve(
            ConvolutionProblem problem, System.Numerics.Tensors.ReadOnlyTensorSpan<float> input,
            System.Numerics.Tensors.ReadOnlyTensorSpan<float> weight,
            System.Numerics.Tensors.ReadOnlyTensorSpan<float> bias,
            System.Numerics.Tensors.TensorSpan<float> output) => throw new NotSupportedException();
    }
}
