using System.Numerics;
using System.Text;
using System.Text.Json;
using Conformance.Onnx;
using Conformance.Spec;
using Conformance.Spec.Text;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Cli;

/// <summary>A data set that was written.</summary>
/// <param name="Test">The folder of the test.</param>
/// <param name="DataSet">The folder of the data set within it.</param>
/// <param name="Case">The case.</param>
/// <param name="Change">What was done to its tensors so that ONNX can say it; empty for nothing.</param>
internal sealed record OnnxDataSet(string Test, string DataSet, string Case, string Change);

/// <summary>Writes cases as ONNX backend tests: a folder for each problem, in it model.onnx and a test_data_set_… for each
/// fill, with input_….pb, output_0.pb, and bound_0.pb: what each output element may err, in double.</summary>
/// <param name="root">The folder of the tests.</param>
/// <param name="storeWeights">Whether weights and bias stand in the model, a test for each fill then, and not beside X.</param>
internal sealed class OnnxTestWriter(string root, bool storeWeights)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private readonly Dictionary<string, int> dataSets = [];

    /// <summary>What was written.</summary>
    public List<OnnxDataSet> Written { get; } = [];

    /// <summary>Cases that ONNX cannot say, and why.</summary>
    public List<(string Case, string Reason)> NotWritten { get; } = [];

    /// <summary>Writes a case.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write<T>(ConformanceCase item) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType type = ConformanceRun.TypeOf<T>();
        CaseData<T> data = item.Materialise<T>();
        if (OnnxForm<T>.Of(data, out string reason) is not { } form)
        {
            NotWritten.Add((item.Describe(type), reason));
            return;
        }
        string test = NameOf(item, type);
        int number = dataSets[test] = dataSets.GetValueOrDefault(test, -1) + 1;
        string set = $"test_data_set_{number}", folder = Path.Combine(root, test, set);
        Directory.CreateDirectory(folder);
        ConvolutionProblem p = form.Problem;
        if (number == 0)
        {
            Save(Path.Combine(root, test, "model.onnx"), OnnxFile.Write(storeWeights
                ? ConvModel.WithStoredWeights<T>(p, form.Weight, data.Bias)
                : ConvModel.WithWeightInputs(p, type)));
        }
        SaveTensor<T>("input_0", ConvModel.Input, p.InputShape.AsSpan(), form.Input);
        if (!storeWeights) SaveTensor<T>("input_1", ConvModel.Weight, p.WeightShape.AsSpan(), form.Weight);
        if (!storeWeights && p.HasBias) SaveTensor<T>("input_2", ConvModel.Bias, p.BiasShape.AsSpan(), data.Bias);
        SaveTensor("output_0", ConvModel.Output, p.OutputShape.AsSpan(), data.Expected.Values);
        double[] bound = [.. Enumerable.Range(0, data.Expected.Count).Select(i => data.IsExact ? 0 : data.Expected.Bound(i))];
        SaveTensor<double>("bound_0", "bound", p.OutputShape.AsSpan(), bound);
        Written.Add(new OnnxDataSet(test, set, item.Describe(type), form.Change));

        void SaveTensor<TElement>(string file, string name, ReadOnlySpan<nint> shape, ReadOnlySpan<TElement> values) where TElement : unmanaged =>
            Save(Path.Combine(folder, file + ".pb"), OnnxFile.Write(ConvModel.Tensor(name, shape, values)));
    }

    /// <summary>Writes which data set is which case.</summary>
    public void WriteIndex() => RunReport.WriteFile(Path.Combine(root, "index.json"), JsonSerializer.Serialize(new
    {
        written = Written,
        notWritten = NotWritten.Select(n => new { @case = n.Case, reason = n.Reason }),
    }, Indented) + "\n");

    /// <summary>The same for the same case always: the runners of other projects list expected failures by it.</summary>
    private string NameOf(ConformanceCase item, ElementType type)
    {
        string problem = new ProblemLine(item.Problem.With(name: "")).ToString();
        string name = item is WorkedCase worked ? $"{worked.Title}" : problem.Replace("-", "m", StringComparison.Ordinal);
        string fill = storeWeights && item is FilledCase filled ? $"_{filled.Fill}{filled.Seed}" : "";
        return Plain($"test_conv_{item.Feature}_{name}_{type}{fill}");
    }

    /// <summary>Small letters and digits, with one underscore for anything between them.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) plain.Append(c);
            else if (plain.Length > 0 && plain[^1] != '_') plain.Append('_');
        }
        return plain.ToString().Trim('_');
    }

    /// <summary>A whole file or none.</summary>
    private static void Save(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".unfinished", bytes);
        File.Move(path + ".unfinished", path, overwrite: true);
    }
}
