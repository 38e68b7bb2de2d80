using System.Numerics;
using Conformance.Onnx;
using Conformance.Onnx.Schema;
using Conformance.Spec;
using Conformance.Suite.Cases;

namespace Conformance.Cli;

/// <summary>Writes one case as an ONNX backend test folder: model, inputs, and the output as it must be.</summary>
internal static class OnnxExport
{
    /// <summary>Writes model.onnx and test_data_set_0.</summary>
    /// <exception cref="UserException">ONNX cannot say the problem.</exception>
    public static void Write<T>(string folder, ElementType type, CaseData<T> data) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ConvolutionProblem p = data.Problem;
        if (ConvModel.Supports(p) is { IsSupported: false } no) throw new UserException($"--onnx {folder}: {no.Reason}");
        string set = Path.Combine(folder, "test_data_set_0");
        Directory.CreateDirectory(set);
        WriteBytes(Path.Combine(folder, "model.onnx"), OnnxFile.Write(ConvModel.WithWeightInputs(p, type)));
        Save("input_0", ConvModel.Input, p.InputShape.AsSpan(), data.Input);
        Save("input_1", ConvModel.Weight, p.WeightShape.AsSpan(), data.Weight);
        if (p.HasBias) Save("input_2", ConvModel.Bias, p.BiasShape.AsSpan(), data.Bias);
        Save("output_0", ConvModel.Output, p.OutputShape.AsSpan(), data.Expected.Values);

        void Save(string file, string name, ReadOnlySpan<nint> shape, ReadOnlySpan<T> values)
        {
            TensorProto tensor = ConvModel.Tensor(name, shape, values);
            WriteBytes(Path.Combine(set, file + ".pb"), OnnxFile.Write(tensor));
        }
    }

    /// <summary>A half-written file never takes the place of a whole one.</summary>
    private static void WriteBytes(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".unfinished", bytes);
        File.Move(path + ".unfinished", path, overwrite: true);
    }
}
