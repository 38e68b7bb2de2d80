using Conformance.Onnx;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>Reading ONNX backend test folders, sound and damaged.</summary>
public class OnnxFolderTests : IDisposable
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("bias g2mb1ic4ih5iw6oc2kh3kw2sh2sw1ph1pw1qh1qw0");
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_model_is_read_back_as_the_problem_it_was_written_from()
    {
        Write("a", weightsInGraph: false);
        Write("b", weightsInGraph: true);
        var tests = OnnxTestFolder.Read(root).Cast<OnnxConvTest>().ToList();
        Assert.Equal(["a/0", "b/0"], tests.Select(test => test.Name));
        Assert.All(tests, test =>
        {
            Assert.Equal(Problem, test.Problem.With(name: ""));
            Assert.Equal(Values(Problem.WeightCount).Select(v => (double)v), test.Weight);
            Assert.Equal(2, test.Bias.Length);
        });
    }

    [Theory]
    [InlineData("SAME_UPPER", 1, 2)]
    [InlineData("SAME_LOWER", 2, 1)]
    [InlineData("VALID", 0, 0)]
    [InlineData("NOTSET", 1, 0)]
    public void Automatic_pads_are_resolved(string mode, long before, long after)
    {
        var node = new NodeProto { OpType = "Conv" };
        node.Attribute.Add(new AttributeProto { Name = "auto_pad", S = System.Text.Encoding.UTF8.GetBytes(mode) });
        if (mode == "NOTSET") node.Attribute.Add(new AttributeProto { Name = "pads", Ints = [1, 0] });
        var graph = new ConvGraph(node, new Dictionary<string, TensorProto>(), []);
        SpatialAxis axis = graph.Problem([1, 1, 9], [1, 1, 4], hasBias: false, "").Axes[0];
        Assert.Equal((before, after), (axis.PadBefore, axis.PadAfter));
    }

    [Fact]
    public void Other_models_are_listed_with_the_reason()
    {
        Directory.CreateDirectory(Path.Combine(root, "relu"));
        var model = new ModelProto { Graph = new GraphProto() };
        model.Graph.Node.Add(new NodeProto { OpType = "Relu" });
        File.WriteAllBytes(Path.Combine(root, "relu", "model.onnx"), OnnxFile.ToBytes(model));
        var skipped = Assert.IsType<OnnxSkippedTest>(Assert.Single(OnnxTestFolder.Read(root)));
        Assert.Equal(("relu", "the operator is Relu", false), (skipped.Name, skipped.Reason, skipped.IsMalformed));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("test_data_set_0/input_0.pb")]
    [InlineData("test_data_set_0/output_0.pb")]
    public void A_truncated_file_is_reported_and_the_reading_goes_on(string file)
    {
        Write("damaged", weightsInGraph: false);
        Write("sound", weightsInGraph: false);
        string path = Path.Combine(root, "damaged", file);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length - 3)]);
        var tests = OnnxTestFolder.Read(root).ToList();
        Assert.True(Assert.IsType<OnnxSkippedTest>(tests[0]).IsMalformed);
        Assert.Contains(Path.GetFileName(file), ((OnnxSkippedTest)tests[0]).Reason);
        Assert.IsType<OnnxConvTest>(tests[1]);
        var (code, error) = BadInputTests.Run(["onnx", root, "--engine", "naive"]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains(Path.GetFileName(file), error);
    }

    [Fact]
    public void A_tensor_with_too_few_elements_is_reported()
    {
        string folder = Write("short", weightsInGraph: false);
        TensorProto tensor = OnnxTensor.Create<float>("x", Problem.InputShape, Values(Problem.InputCount - 1));
        File.WriteAllBytes(Path.Combine(folder, "test_data_set_0", "input_0.pb"), OnnxFile.ToBytes(tensor));
        Assert.Contains("has 119 elements", Assert.IsType<OnnxSkippedTest>(Assert.Single(OnnxTestFolder.Read(root))).Reason);
    }

    [Fact]
    public void A_missing_folder_is_one_clear_line()
    {
        var (code, error) = BadInputTests.Run(["onnx", Path.Combine(root, "nowhere")]);
        Assert.Equal(2, code);
        Assert.Contains("nowhere: there is no such folder", error);
    }

    /// <summary>A folder as the ONNX backend tests have it.</summary>
    private string Write(string name, bool weightsInGraph)
    {
        string folder = Path.Combine(root, name), set = Path.Combine(folder, "test_data_set_0");
        Directory.CreateDirectory(set);
        float[] w = Values(Problem.WeightCount), b = Values(Problem.BiasCount);
        ModelProto model = weightsInGraph ? ConvModel.Create(Problem, w, b) : ConvModel.Create<float>(Problem);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), OnnxFile.ToBytes(model));
        Save("input_0", Problem.InputShape, Problem.InputCount);
        if (!weightsInGraph) Save("input_1", Problem.WeightShape, Problem.WeightCount);
        if (!weightsInGraph) Save("input_2", Problem.BiasShape, Problem.BiasCount);
        Save("output_0", Problem.OutputShape, Problem.OutputCount);
        return folder;

        void Save(string file, IEnumerable<nint> shape, long count) => File.WriteAllBytes(
            Path.Combine(set, file + ".pb"), OnnxFile.ToBytes(OnnxTensor.Create<float>(file, shape, Values(count))));
    }

    private static float[] Values(long count) => [.. Enumerable.Range(0, (int)count).Select(i => (float)i)];
}
