using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Engines.Tests;

public class OnnxFileTests
{
    private static readonly ConvolutionProblem Problem =
        new(1, 2, 3, [new SpatialAxis(5, 3, 2, 1, 1, 0), new SpatialAxis(4, 2)], bias: true);

    [Fact]
    public void A_model_reads_back_as_it_was_written()
    {
        Operands<float> operands = new(Problem);
        ModelProto model = OnnxFile.ReadModel(Written(operands), "m");
        Assert.Equal("Conv", Assert.Single(model.Graph!.Node).OpType);
        Assert.Equal([2L, 1L], model.Graph.Node[0].Attribute.Single(a => a.Name == "strides").Ints!);
        Assert.Equal([1L, 2, 5, 4], model.Graph.Input[0].Type!.TensorType!.Shape!.Dim.Select(d => d.DimValue!.Value));
        OnnxTensor weight = OnnxTensor.Decode(model.Graph.Initializer[0], "w");
        Assert.Equal(ElementType.F32, weight.ElementType);
        Assert.Equal(Problem.WeightShape.AsEnumerable(), weight.Shape);
        Assert.Equal(operands.Weight, weight.Elements<float>());
    }

    [Fact]
    public void Every_truncation_and_every_change_of_a_byte_is_read_or_is_InvalidDataException_that_names_the_file()
    {
        byte[] model = Written(new Operands<float>(Problem));
        byte[] tensor = OnnxFile.Write(ConvModel.Tensor<double>("x", [2, 3], [1, 2, 3, 4, 5, 6]));
        Random random = new(1);
        for (int length = 0; length < model.Length; length++) Read(model[..length], OnnxFile.ReadModel);
        for (int length = 0; length < tensor.Length; length++) Read(tensor[..length], Decode);
        for (int round = 0; round < 20_000; round++)
        {
            Read(Changed(model), OnnxFile.ReadModel);
            Read(Changed(tensor), Decode);
        }

        byte[] Changed(byte[] bytes)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            return changed;
        }
    }

    [Fact]
    public void A_truncated_tensor_is_never_read_as_a_whole_one()
    {
        byte[] tensor = OnnxFile.Write(ConvModel.Tensor<float>("x", [2, 3], [1, 2, 3, 4, 5, 6]));
        for (int length = 0; length < tensor.Length; length++)
            Assert.Throws<InvalidDataException>(() => Decode(tensor.AsMemory(0, length), "file.pb"));
    }

    [Fact]
    public void A_claimed_length_of_gigabytes_costs_no_memory()
    {
        byte[] bytes = [0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3]; // raw_data of 2³¹ − 1 bytes
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => OnnxFile.ReadTensor(bytes, "file.pb"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void An_empty_file_is_neither_a_model_nor_a_tensor()
    {
        Assert.Contains("file.onnx: not a model", Assert.Throws<InvalidDataException>(
            () => OnnxFile.ReadModel(ReadOnlyMemory<byte>.Empty, "file.onnx")).Message, StringComparison.Ordinal);
        Assert.Contains("file.pb: not a tensor", Assert.Throws<InvalidDataException>(
            () => OnnxFile.ReadTensor(ReadOnlyMemory<byte>.Empty, "file.pb")).Message, StringComparison.Ordinal);
    }

    private static byte[] Written(Operands<float> operands) =>
        OnnxFile.Write(ConvModel.WithStoredWeights<float>(operands.Problem, operands.Weight, operands.Bias));

    private static OnnxTensor? Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        TensorProto tensor = OnnxFile.ReadTensor(bytes, name);
        return OnnxTensor.Refusal(tensor) is null ? OnnxTensor.Decode(tensor, name) : null;
    }

    private static void Read<T>(byte[] bytes, Func<ReadOnlyMemory<byte>, string, T> read)
    {
        try { _ = read(bytes, "file.bin"); }
        catch (InvalidDataException e)
        {
            Assert.StartsWith("file.bin: ", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
