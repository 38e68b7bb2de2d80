using Conformance.Onnx.Schema;
using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>Reads one test_data_set folder for a model that is a single Conv.</summary>
internal static class OnnxTestSet
{
    public static OnnxTestEntry Read(string name, string folder, SingleConv conv)
    {
        Dictionary<string, (TensorProto Tensor, string Source)> tensors = Inputs(folder, conv);
        string[] wanted = conv.Bias.Length > 0 ? [conv.Input, conv.Weight, conv.Bias] : [conv.Input, conv.Weight];
        string? absent = wanted.FirstOrDefault(tensor => !tensors.ContainsKey(tensor));
        if (absent is not null)
            return new OnnxTestError(name, $"{folder}: no file and no stored tensor for the input '{absent}'");
        string[] outputs = Files(folder, "output_*.pb");
        if (outputs.Length != 1)
            return new OnnxTestError(name, $"{folder}: {outputs.Length} files output_*.pb, but Conv has 1 output");
        (TensorProto Tensor, string Source) output = (OnnxFile.ReadTensor(outputs[0]), outputs[0]);
        string? refusal = wanted.Select(tensor => OnnxTensor.Refusal(tensors[tensor].Tensor))
            .Append(OnnxTensor.Refusal(output.Tensor)).FirstOrDefault(reason => reason is not null);
        if (refusal is not null) return new OnnxTestNotRun(name, refusal);
        OnnxTensor[] decoded =
            [.. wanted.Select(tensor => OnnxTensor.Decode(tensors[tensor].Tensor, tensors[tensor].Source))];
        return Case(name, conv, decoded, OnnxTensor.Decode(output.Tensor, output.Source), outputs[0]);
    }

    private static OnnxTestEntry Case(
        string name, SingleConv conv, OnnxTensor[] inputs, OnnxTensor expected, string outputFile)
    {
        ElementType type = inputs[0].ElementType;
        if (inputs.Append(expected).Any(tensor => tensor.ElementType != type))
            return new OnnxTestNotRun(name, "the tensors are of different element types");
        ConvolutionProblem? problem = ConvAttributes.Read(conv.Node).Resolve(
            inputs[0].Shape.AsSpan(), inputs[1].Shape.AsSpan(), inputs.Length > 2, "", out string reason);
        if (problem is null) return new OnnxTestNotRun(name, reason);
        if (inputs.Length > 2 && !inputs[2].Shape.SequenceEqual(problem.BiasShape))
            return new OnnxTestNotRun(name, $"bias has shape {Show(inputs[2])}, but there are {problem.OutputChannels} channels");
        if (!expected.Shape.SequenceEqual(problem.OutputShape))
        {
            return new OnnxTestError(name,
                $"{outputFile}: shape {Show(expected)}, but the model gives [{string.Join(", ", problem.OutputShape)}]");
        }
        return new OnnxTestCase(name, problem, type, inputs[0], inputs[1], inputs.ElementAtOrDefault(2), expected);
    }

    /// <summary>The model's stored tensors and, over them, those of the folder.</summary>
    private static Dictionary<string, (TensorProto Tensor, string Source)> Inputs(string folder, SingleConv conv)
    {
        Dictionary<string, (TensorProto, string)> tensors = [];
        foreach ((string stored, TensorProto tensor) in conv.Stored)
            tensors[stored] = (tensor, $"{Path.Combine(Path.GetDirectoryName(folder)!, "model.onnx")}: tensor '{stored}'");
        string[] files = Files(folder, "input_*.pb");
        for (int i = 0; i < files.Length; i++)
        {
            TensorProto tensor = OnnxFile.ReadTensor(files[i]);
            // Some authors name the tensor as the model does; others leave it to the order of the files.
            string? input = conv.Node.Input.Contains(tensor.Name) && tensor.Name.Length > 0
                ? tensor.Name
                : conv.Supplied.ElementAtOrDefault(i);
            if (input is not null) tensors[input] = (tensor, files[i]);
        }
        return tensors;
    }

    private static string[] Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).Order(NumericOrder.Instance)];

    private static string Show(OnnxTensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
}
