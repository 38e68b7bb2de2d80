using Conformance.Onnx;
using Conformance.Onnx.Schema;

namespace Conformance.Engines.Tests;

public class OnnxTensorTests
{
    [Fact]
    public void Raw_and_typed_elements_are_the_same()
    {
        float[] single = [1, -2.5f, 3];
        Same(new() { DataType = TensorType.Float, Dims = [3], FloatData = single }, single);
        Same(ConvModel.Tensor<float>("", [3], single), single);
        double[] wide = [1, -2.5, 1e300];
        Same(new() { DataType = TensorType.Double, Dims = [3], DoubleData = wide }, wide);
        Same(ConvModel.Tensor<double>("", [3], wide), wide);
        Half[] half = [(Half)1, (Half)(-2.5), Half.MaxValue];
        int[] bits = [0x3C00, 0xC100, 0x7BFF];
        Same(new() { DataType = TensorType.Float16, Dims = [3], Int32Data = bits }, half);
        Same(ConvModel.Tensor<Half>("", [3], half), half);
    }

    [Fact]
    public void A_scalar_has_one_element_and_an_extent_of_0_has_none()
    {
        Same(new() { DataType = TensorType.Float, FloatData = [7] }, new float[] { 7 });
        Same(new() { DataType = TensorType.Float, Dims = [2, 0, 3] }, Array.Empty<float>());
    }

    [Fact]
    public void A_wrong_number_of_elements_is_an_error_that_names_the_file_and_both_numbers()
    {
        Fails(new() { DataType = TensorType.Float, Dims = [2, 2], FloatData = [1, 2, 3] }, "f.pb: 3 elements", "[2, 2] say 4");
        Fails(new() { DataType = TensorType.Float, Dims = [1], RawData = [1, 2, 3] }, "3 bytes");
        Fails(new() { DataType = TensorType.Float, Dims = [-1], FloatData = [1] }, "extent is -1");
        Fails(new() { DataType = TensorType.Float, Dims = [long.MaxValue, long.MaxValue, 4], FloatData = [1] }, "1 elements");
    }

    [Fact]
    public void Other_element_types_and_elements_elsewhere_are_refused_with_a_reason()
    {
        Assert.Equal("element type is uint8", OnnxTensor.Refusal(new() { DataType = TensorType.Uint8 }));
        Assert.Equal("element type is number 99", OnnxTensor.Refusal(new() { DataType = (TensorType)99 }));
        Assert.Equal("tensor 'w' keeps its elements in another file",
            OnnxTensor.Refusal(new() { DataType = TensorType.Float, Name = "w", DataLocation = 1 }));
    }

    private static void Same<T>(TensorProto tensor, T[] expected) where T : unmanaged
    {
        OnnxTensor decoded = OnnxTensor.Decode(OnnxFile.ReadTensor(OnnxFile.Write(tensor), "f.pb"), "f.pb");
        Assert.Equal(expected, decoded.Elements<T>());
        // A tensor span of rank 0 is empty, so a scalar's element is only in the array.
        if (decoded.Shape.Length > 0) Assert.Equal(expected.Length, decoded.Span<T>().FlattenedLength);
    }

    private static void Fails(TensorProto tensor, params string[] parts)
    {
        string message = Assert.Throws<InvalidDataException>(() => OnnxTensor.Decode(tensor, "f.pb")).Message;
        foreach (string part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
