using Conformance.Onnx;
using Conformance.Onnx.Schema;

namespace Conformance.Tests;

/// <summary>The verb "export": what it writes, the verb "onnx" reads back, and its recorded outputs are right.</summary>
public class ExportCommandTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("strict")] // ONNX cannot say it: the kernels are stored flipped
    [InlineData("padding")] // has negative pads: the inputs are stored cropped
    [InlineData("batch")] // has an empty one
    [InlineData("bias", "--type", "f64")]
    [InlineData("book", "--type", "f16", "--stored-weights")]
    public void What_is_exported_is_read_back_and_passes(string feature, params string[] more)
    {
        string folder = Path.Combine(root, feature);
        Assert.Equal((0, ""), BadInputTests.Run(["export", "--onnx", folder, "--feature", feature, "--miss", "0.5", .. more]));
        List<OnnxTestEntry> read = [.. OnnxTestFolder.Enumerate(folder)];
        Assert.NotEmpty(read);
        Assert.All(read, entry => Assert.IsType<OnnxTestCase>(entry));
        // Which row of the report fails matters not: recorded outputs and the engine are both compared with the oracle.
        Assert.Equal((0, ""), BadInputTests.Run(["onnx", folder, "--engine", "naive"]));
    }

    [Fact]
    public void Names_are_those_of_the_problems_and_bounds_stand_beside_the_outputs()
    {
        string folder = Path.Combine(root, "new");
        BadInputTests.Run(["export", "--onnx", folder, "--feature", "stride", "--miss", "0.5"]);
        string test = Path.Combine(folder, "test_conv_stride_mb1ic2ih9iw13oc3kh3kw3sh2sw3_f32");
        Assert.True(File.Exists(Path.Combine(test, "model.onnx")));
        Assert.Contains("forward f32 real@1 mb1ic2ih9iw13oc3kh3kw3sh2sw3", File.ReadAllText(Path.Combine(folder, "index.json")));
        double[] exact = Bound("test_data_set_0"), real = Bound("test_data_set_1");
        Assert.All(exact, bound => Assert.Equal(0, bound));
        Assert.All(real, bound => Assert.InRange(bound, 1e-9, 1e-3));

        double[] Bound(string set)
        {
            TensorProto tensor = OnnxFile.ReadTensor(Path.Combine(test, set, "bound_0.pb"));
            return OnnxTensor.Decode(tensor, set).Elements<double>().ToArray();
        }
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        File.WriteAllText(Path.Combine(root, "mine.txt"), "mine");
        var (code, error) = BadInputTests.Run(["export", "--onnx", root]);
        Assert.Equal(2, code);
        Assert.Contains("must be a new folder or an empty one", error);
        Assert.Single(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public void An_unknown_group_is_one_clear_line()
    {
        var (code, error) = BadInputTests.Run(["export", "--onnx", Path.Combine(root, "x"), "--feature", "strides"]);
        Assert.Equal(2, code);
        Assert.Contains("--feature strides: no such group of cases (there are book, ", error);
        Assert.False(Directory.Exists(Path.Combine(root, "x")));
    }
}
