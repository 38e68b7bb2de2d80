using System.CommandLine;
using System.Numerics;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Writes the standard set for the test runners of others.</summary>
internal sealed class ExportCommand(IAnsiConsole console)
{
    private readonly Option<string> onnx = new("--onnx")
    {
        Description = "Write ONNX backend test folders (model.onnx, test_data_set_0/input_0.pb …) into this folder, new or empty.",
        Required = true,
    };

    private readonly Option<string[]> features = new("--feature", "-f") { Description = "Only this group of cases (repeat for several)." };
    private readonly Option<ElementType[]> types = Options.Types();
    private readonly Option<double> level = Options.Level();
    private readonly Option<ulong> seed = Options.Seed();
    private readonly Option<bool> storeWeights = new("--stored-weights")
    {
        Description = "Weights and bias as initialisers of the model, not as inputs.",
    };

    public Command Create()
    {
        types.Description = "Element types to write: f16, f32, f64 (f32 by default).";
        var command = new Command("export", "Writes the standard set as ONNX backend tests: inputs, exact outputs, error bounds.")
        {
            onnx, features, types, level, seed, storeWeights,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        string folder = options.GetRequiredValue(onnx);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new UserException($"--onnx {folder}: must be a new folder or an empty one");
        string[] wanted = options.GetValue(features) ?? [];
        CheckFeatures(wanted);
        Directory.CreateDirectory(folder);
        var writer = new OnnxTestWriter(folder, options.GetValue(storeWeights));
        foreach (ElementType type in options.GetValue(types) is { Length: > 0 } given ? given : [ElementType.F32])
        {
            if (type == ElementType.F16) Write<Half>();
            else if (type == ElementType.F32) Write<float>();
            else Write<double>();
        }
        writer.WriteIndex();
        foreach (var change in writer.Written.Where(set => set.Change.Length > 0).GroupBy(set => set.Change))
            console.MarkupLineInterpolated($"[grey]{change.Count()} data sets:[/] {change.Key}");
        foreach (var (line, reason) in writer.NotWritten) console.MarkupLineInterpolated($"[yellow]not written:[/] {line}: {reason}");
        int tests = writer.Written.Select(set => set.Test).Distinct().Count();
        console.MarkupLineInterpolated($"{tests} tests with {writer.Written.Count} data sets, {writer.NotWritten.Count} cases not written: {folder}");
        return Application.Success;

        void Write<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (ConformanceCase item in CaseFiles.Standard<T>(options.GetValue(level), options.GetValue(seed)))
                if (wanted.Length == 0 || wanted.Contains(item.Feature)) writer.Write<T>(item);
        }
    }

    private static void CheckFeatures(string[] wanted)
    {
        List<string> known = [.. CaseFiles.WorkedCases().Select(c => c.Feature).Concat(CaseFiles.StandardLines().Select(c => c.Feature)).Distinct()];
        if (wanted.FirstOrDefault(feature => !known.Contains(feature)) is { } unknown)
            throw new UserException($"--feature {unknown}: no such group of cases (there are {string.Join(", ", known)})");
    }
}
