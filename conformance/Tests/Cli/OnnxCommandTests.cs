using Conformance.Onnx;
using Conformance.Spec;

namespace Conformance.Tests;

/// <summary>The verb "onnx" on folders that are damaged or not there.</summary>
public class OnnxCommandTests : IDisposable
{
    private static readonly ConvolutionProblem Problem = ConvolutionProblem.Parse("g2mb1ic4ih5iw6oc2kh3kw2sh2sw1ph1pw1qh1qw0");
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_missing_folder_is_one_clear_line()
    {
        var (code, error) = BadInputTests.Run(["onnx", Path.Combine(root, "nowhere")]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains("nowhere", error);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("test_data_set_0/input_0.pb")]
    [InlineData("test_data_set_0/output_0.pb")]
    public void A_truncated_file_is_one_clear_line(string file)
    {
        string path = Path.Combine(WriteFolder("conv"), file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        var (code, error) = BadInputTests.Run(["onnx", root, "--engine", "naive"]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains(Path.GetFileName(file), error);
    }

    [Fact]
    public void A_recorded_output_that_is_wrong_fails()
    {
        WriteFolder("conv"); // all outputs 1, which no convolution of ones gives here
        var (code, error) = BadInputTests.Run(["onnx", root, "--engine", "naive"]);
        Assert.Equal((1, ""), (code, error));
    }

    private string WriteFolder(string name)
    {
        string folder = Path.Combine(root, name), set = Path.Combine(folder, "test_data_set_0");
        Directory.CreateDirectory(set);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), OnnxFile.Write(ConvModel.WithWeightInputs(Problem, ElementType.F32)));
        Save("input_0", Problem.InputShape.AsSpan(), Problem.InputCount);
        Save("input_1", Problem.WeightShape.AsSpan(), Problem.WeightCount);
        Save("output_0", Problem.OutputShape.AsSpan(), Problem.OutputCount);
        return folder;

        void Save(string file, ReadOnlySpan<nint> shape, long count) => File.WriteAllBytes(Path.Combine(set, file + ".pb"),
            OnnxFile.Write(ConvModel.Tensor<float>(file, shape, Enumerable.Repeat(1f, (int)count).ToArray())));
    }
}
