using Conformance.Spec;

namespace Conformance.Onnx;

/// <summary>One data set of an ONNX backend test folder.</summary>
/// <param name="Name">Folder and data set, as "test_basic_conv_with_padding/0".</param>
public abstract record OnnxTest(string Name);

/// <summary>A data set of a single Conv.</summary>
/// <param name="Name">Folder and data set.</param>
/// <param name="Problem">What is computed.</param>
/// <param name="Type">The element type of the tensors.</param>
/// <param name="Input">X: [N, C_in, n…]; every element type that is read lies in double without loss.</param>
/// <param name="Weight">W: [C_out, C_in/g, k…].</param>
/// <param name="Bias">b: [C_out], or empty.</param>
/// <param name="Output">Y: [N, C_out, o…], as the folder holds it.</param>
public sealed record OnnxConvTest(
    string Name, ConvolutionProblem Problem, ElementType Type,
    double[] Input, double[] Weight, double[] Bias, double[] Output) : OnnxTest(Name);

/// <summary>A folder or data set that is not run.</summary>
/// <param name="Name">Folder, or folder and data set.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsMalformed">Whether a file is damaged, rather than about something else than a Conv.</param>
public sealed record OnnxSkippedTest(string Name, string Reason, bool IsMalformed) : OnnxTest(Name);

/// <summary>Reads ONNX backend test folders: model.onnx beside test_data_set_*/input_*.pb and output_*.pb.</summary>
public static class OnnxTestFolder
{
    /// <summary>Everything below a folder, in order of name. A damaged file is reported and the reading goes on.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be read.</exception>
    public static IEnumerable<OnnxTest> Read(string root)
    {
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"{root}: there is no such folder");
        string[] models = Directory.GetFiles(root, "model.onnx", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
        });
        return models.Order(StringComparer.Ordinal).SelectMany(model => ReadFolder(root, Path.GetDirectoryName(model)!));
    }

    private static IEnumerable<OnnxTest> ReadFolder(string root, string folder)
    {
        string name = Path.GetRelativePath(root, folder).Replace('\\', '/');
        if (name == ".") name = Path.GetFileName(Path.GetFullPath(folder));
        if (Guard(name, () => ConvGraph.From(OnnxFile.Read<ModelProto>(Path.Combine(folder, "model.onnx"))), out var found) is { } damaged)
            return [damaged];
        if (found.Graph is not { } graph) return [new OnnxSkippedTest(name, found.Reason, IsMalformed: false)];
        string[] sets = Directory.GetDirectories(folder, "test_data_set_*");
        if (sets.Length == 0) return [new OnnxSkippedTest(name, "it has no test_data_set_*", IsMalformed: false)];
        return sets.OrderBy(Number).Select(set =>
        {
            string setName = $"{name}/{Number(set)}";
            return Guard(setName, () => ReadSet(setName, graph, set), out OnnxTest test) ?? test;
        });
    }

    private static OnnxTest ReadSet(string name, ConvGraph graph, string folder)
    {
        var tensors = new Dictionary<string, TensorProto>(graph.Constants);
        string[] files = [.. Directory.GetFiles(folder, "input_*.pb").OrderBy(Number)];
        if (files.Length != graph.Inputs.Count)
            throw new InvalidDataException($"{folder}: {files.Length} input files for {graph.Inputs.Count} inputs");
        for (int i = 0; i < files.Length; i++) tensors[graph.Inputs[i]] = OnnxFile.Read<TensorProto>(files[i]);
        TensorProto x = Tensor(0), w = Tensor(1);
        TensorProto? b = graph.Node.Input.Count > 2 && graph.Node.Input[2].Length > 0 ? Tensor(2) : null;
        foreach (TensorProto? tensor in new[] { x, w, b })
            if (tensor?.WhyUnreadable() is { } reason) return new OnnxSkippedTest(name, reason, IsMalformed: false);
        TensorProto y = OnnxFile.Read<TensorProto>(Path.Combine(folder, "output_0.pb"));
        string label = $"\"{name}\"";
        ConvolutionProblem problem = graph.Problem(x.Dims, w.Dims, b is not null, label);
        if (!y.Dims.SequenceEqual(problem.OutputShape.Select(n => (long)n)))
            throw new InvalidDataException($"{folder}: the output has shape [{string.Join(", ", y.Dims)}], the problem says [{string.Join(", ", problem.OutputShape)}]");
        ElementType type = x.DataType switch
        {
            TensorType.Float64 => ElementType.F64,
            TensorType.Float16 => ElementType.F16,
            _ => ElementType.F32,
        };
        return new OnnxConvTest(name, problem, type,
            x.Elements<double>(), w.Elements<double>(), b?.Elements<double>() ?? [], y.Elements<double>());

        TensorProto Tensor(int index) => tensors.TryGetValue(graph.Node.Input[index], out TensorProto? tensor)
            ? tensor
            : throw new InvalidDataException($"{folder}: nothing feeds \"{graph.Node.Input[index]}\"");
    }

    /// <summary>Turns a damaged file into an entry of the list.</summary>
    private static OnnxSkippedTest? Guard<T>(string name, Func<T> read, out T result)
    {
        result = default!;
        try
        {
            result = read();
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or RuleException or OverflowException)
        {
            return new OnnxSkippedTest(name, e.Message.ReplaceLineEndings(" "), IsMalformed: true);
        }
    }

    /// <summary>The number at the end of a file's or folder's name.</summary>
    private static int Number(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return int.TryParse(name[(name.LastIndexOf('_') + 1)..], out int number) ? number : int.MaxValue;
    }
}
