using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

public sealed class OnnxTestFolderTests : IDisposable
{
    private static readonly ConvolutionProblem Problem = new(1, 2, 1, [new SpatialAxis(4, 3)], bias: true);

    private readonly string _root = Directory.CreateTempSubdirectory("onnx-tests-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_becomes_a_case()
    {
        Operands<float> operands = Write("a/test_conv");
        OnnxTestCase found = Assert.IsType<OnnxTestCase>(Assert.Single(OnnxTestFolder.Enumerate(_root)));
        Assert.Equal("a/test_conv/test_data_set_0", found.Name);
        Assert.Equal(Problem, found.Problem);
        Assert.Equal(ElementType.F32, found.ElementType);
        Assert.Equal(operands.Input, found.Input.Elements<float>());
        Assert.Equal(operands.Weight, found.Weight.Elements<float>());
        Assert.Equal(operands.Bias, found.Bias!.Elements<float>());
        operands.Check(found.Expected.Elements<float>(), 0);
    }

    [Fact]
    public void Bad_files_are_errors_that_name_the_file_and_the_rest_is_read()
    {
        foreach (string name in (string[])["a", "b", "c", "d", "e", "f", "g"]) Write(name);
        Truncate("a/model.onnx");
        Truncate("b/test_data_set_0/input_1.pb");
        File.WriteAllText(At("c/test_data_set_0/output_0.pb"), "garbage");
        File.Delete(At("d/test_data_set_0/input_0.pb"));
        File.Delete(At("e/test_data_set_0/output_0.pb"));
        File.WriteAllBytes(At("f/test_data_set_0/output_0.pb"), OnnxFile.Write(ConvModel.Tensor<float>("Y", [1, 1, 1], [1])));
        OnnxTestEntry[] entries = [.. OnnxTestFolder.Enumerate(_root)];
        Assert.Equal(7, entries.Length);
        string[] named = ["model.onnx", "input_1.pb", "output_0.pb", "'B'", "output_*.pb", "output_0.pb"];
        for (int i = 0; i < named.Length; i++)
            Assert.Contains(named[i], Assert.IsType<OnnxTestError>(entries[i]).Message, StringComparison.Ordinal);
        Assert.IsType<OnnxTestCase>(entries[6]);
    }

    [Fact]
    public void Other_models_are_not_run_with_a_reason()
    {
        Write("a");
        ModelProto model = ConvModel.WithWeightInputs(Problem, ElementType.F32);
        model.Graph!.Node.Add(new NodeProto { OpType = "Relu" });
        File.WriteAllBytes(At("a/model.onnx"), OnnxFile.Write(model));
        Write("b");
        TensorProto bytes = new() { DataType = TensorType.Uint8, Dims = [1, 2, 4], RawData = new byte[8] };
        File.WriteAllBytes(At("b/test_data_set_0/input_0.pb"), OnnxFile.Write(bytes));
        Write("c");
        Directory.Delete(At("c/test_data_set_0"), recursive: true);
        Assert.Equal(
            ["graph has 2 nodes: Conv, Relu", "element type is uint8", "no test_data_set_* folder"],
            OnnxTestFolder.Enumerate(_root).Select(entry => Assert.IsType<OnnxTestNotRun>(entry).Reason));
    }

    [Fact]
    public void Files_are_taken_in_the_order_of_their_numbers() => Assert.Equal(
        ["input_1.pb", "input_2.pb", "input_10.pb"],
        ((string[])["input_10.pb", "input_2.pb", "input_1.pb"]).Order(NumericOrder.Instance));

    [Fact]
    public void A_missing_root_is_told_at_once() =>
        Assert.Throws<DirectoryNotFoundException>(() => { _ = OnnxTestFolder.Enumerate(At("nowhere")); });

    private string At(string path) => Path.Combine(_root, path);

    private void Truncate(string path)
    {
        byte[] bytes = File.ReadAllBytes(At(path));
        File.WriteAllBytes(At(path), bytes[..(bytes.Length / 2)]);
    }

    private Operands<float> Write(string name)
    {
        Operands<float> operands = new(Problem);
        string set = Directory.CreateDirectory(At($"{name}/test_data_set_0")).FullName;
        File.WriteAllBytes(At($"{name}/model.onnx"),
            OnnxFile.Write(ConvModel.WithWeightInputs(Problem, ElementType.F32)));
        float[] expected = NaiveLoop.Convolve(Problem, operands.Input, operands.Weight, operands.Bias);
        Save("input_0.pb", ConvModel.Tensor<float>("X", Problem.InputShape.AsSpan(), operands.Input));
        // Without a name, so that the order decides.
        Save("input_1.pb", ConvModel.Tensor<float>("", Problem.WeightShape.AsSpan(), operands.Weight));
        Save("input_2.pb", ConvModel.Tensor<float>("", Problem.BiasShape.AsSpan(), operands.Bias));
        Save("output_0.pb", ConvModel.Tensor<float>("Y", Problem.OutputShape.AsSpan(), expected));
        return operands;

        void Save(string file, TensorProto tensor) =>
            File.WriteAllBytes(Path.Combine(set, file), OnnxFile.Write(tensor));
    }
}
