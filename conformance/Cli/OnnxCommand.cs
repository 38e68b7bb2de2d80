using System.CommandLine;
using System.Numerics;
using Conformance.Catalog;
using Conformance.Onnx;
using Conformance.Spec;
using Conformance.Suite.Cases;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;
using Spectre.Console;

namespace Conformance.Cli;

/// <summary>Runs ONNX backend test folders: the recorded output against the oracle, every engine against the oracle.</summary>
internal sealed class OnnxCommand(IAnsiConsole console)
{
    /// <summary>The row of the recorded outputs, which are no engine's but the folder's.</summary>
    private const string Recorded = "recorded-output";

    private readonly Argument<string> folder = new("folder")
    {
        Description = "A folder with ONNX backend tests (model.onnx, test_data_set_*/…) at any depth.",
    };

    private readonly Option<string[]> engines = Options.Engines();
    private readonly OutputOptions output = new();
    private readonly Option<bool> all = new("--list-all") { Description = "List every model that is not run, not only those about convolution." };

    public Command Create()
    {
        var command = new Command("onnx", "Runs every single Conv among ONNX backend test folders.") { folder, engines, all };
        output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        List<OnnxTestEntry> tests = [.. OnnxTestFolder.Enumerate(options.GetRequiredValue(folder))];
        using EngineSelection selection = EngineSelection.From(options.GetValue(engines) ?? []);
        List<OnnxTestCase> runnable = [.. tests.OfType<OnnxTestCase>()];
        List<OnnxTestNotRun> skipped = [.. tests.OfType<OnnxTestNotRun>()];
        List<OnnxTestError> damaged = [.. tests.OfType<OnnxTestError>()];
        var report = new RunReport(
            new Dictionary<string, string> { ["profile"] = "onnx", ["folder"] = options.GetRequiredValue(folder) },
            [.. runnable.SelectMany(test => RunTest(test, selection))], selection.Absent);
        ReportWriter.Print(console, report);
        PrintSkipped(skipped, options.GetValue(all));
        foreach (OnnxTestError test in damaged) console.MarkupLineInterpolated($"[red]damaged:[/] {test.Name}: {test.Message}");
        console.MarkupLineInterpolated(
            $"{runnable.Count} data sets of a single Conv run, {skipped.Count} models of something else, {damaged.Count} damaged");
        output.Save(console, options, report);
        if (damaged.Count > 0) throw new UserException($"{damaged.Count} damaged: {damaged[0].Message}");
        return report.Failures.Any() ? Application.Failure : Application.Success;
    }

    private static IEnumerable<CaseResult> RunTest(OnnxTestCase test, EngineSelection selection) => test.ElementType switch
    {
        ElementType.F64 => RunTest<double>(test, selection),
        ElementType.F16 => RunTest<Half>(test, selection),
        _ => RunTest<float>(test, selection),
    };

    private static IEnumerable<CaseResult> RunTest<T>(OnnxTestCase test, EngineSelection selection)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string feature = test.Name.Contains('/') && test.Name.Split('/') is { Length: > 2 } parts ? parts[0] : "onnx";
        var item = new GivenCase(feature, test.Name, test.Problem, Doubles(test.Input), Doubles(test.Weight), test.Bias is { } b ? Doubles(b) : []);
        Mismatch? mismatch = Comparison.Find<T>(item.Materialise<T>(), test.Expected.Elements<T>(), AccuracyClass.Componentwise);
        Verdict recorded = mismatch is null ? Verdict.Passed : new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch);
        yield return new CaseResult(Recorded, test.ElementType, feature, item.Describe(test.ElementType), recorded);
        foreach (CaseResult result in ConformanceRun.Execute<T>(selection.Engines, [item], selection.AtOnce)) yield return result;

        // Every element type that is read lies in double without loss.
        static double[] Doubles(OnnxTensor tensor) => [.. tensor.Elements<T>().Select(double.CreateChecked)];
    }

    private void PrintSkipped(List<OnnxTestNotRun> skipped, bool all)
    {
        foreach (OnnxTestNotRun test in skipped.Where(test => all || IsAboutConvolution(test)))
            console.MarkupLineInterpolated($"[grey]not run:[/] {test.Name}: {test.Reason}");
    }

    private static bool IsAboutConvolution(OnnxTestNotRun test) =>
        Path.GetFileName(test.Name).Contains("conv", StringComparison.OrdinalIgnoreCase) || test.Reason.Contains("Conv", StringComparison.Ordinal);
}
