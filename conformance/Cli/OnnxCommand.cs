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
    private readonly Option<string?> json = Options.Json();
    private readonly Option<string?> html = Options.Html();
    private readonly Option<bool> all = new("--list-all") { Description = "List every model that is not run, not only those about convolution." };

    public Command Create()
    {
        var command = new Command("onnx", "Runs every single Conv among ONNX backend test folders.") { folder, engines, json, html, all };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult options)
    {
        EngineSelection selection = EngineSelection.From(options.GetValue(engines) ?? []);
        List<OnnxTest> tests = [.. OnnxTestFolder.Read(options.GetRequiredValue(folder))];
        List<OnnxConvTest> runnable = [.. tests.OfType<OnnxConvTest>()];
        List<OnnxSkippedTest> skipped = [.. tests.OfType<OnnxSkippedTest>()];
        var report = new RunReport(
            new Dictionary<string, string> { ["profile"] = "onnx", ["folder"] = options.GetRequiredValue(folder) },
            [.. runnable.SelectMany(test => RunTest(test, selection))], selection.Absent);
        ReportWriter.Print(console, report);
        PrintSkipped(skipped, options.GetValue(all));
        int damaged = skipped.Count(test => test.IsMalformed);
        console.MarkupLineInterpolated(
            $"{runnable.Count} data sets of a single Conv run, {skipped.Count - damaged} models of something else, {damaged} damaged");
        ReportWriter.Save(console, report, options.GetValue(json), options.GetValue(html));
        if (damaged > 0) throw new UserException($"{damaged} damaged: {skipped.First(test => test.IsMalformed).Reason}");
        return report.Failures.Any() ? Application.Failure : Application.Success;
    }

    private static IEnumerable<CaseResult> RunTest(OnnxConvTest test, EngineSelection selection) => test.Type switch
    {
        ElementType.F64 => RunTest<double>(test, selection),
        ElementType.F16 => RunTest<Half>(test, selection),
        _ => RunTest<float>(test, selection),
    };

    private static IEnumerable<CaseResult> RunTest<T>(OnnxConvTest test, EngineSelection selection)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string feature = test.Name.Contains('/') && test.Name.Split('/') is { Length: > 2 } parts ? parts[0] : "onnx";
        var item = new GivenCase(feature, test.Name, test.Problem, test.Input, test.Weight, test.Bias);
        T[] output = [.. test.Output.Select(T.CreateChecked)];
        Mismatch? mismatch = Comparison.Find<T>(item.Materialise<T>(), output, Accuracy.Componentwise);
        Verdict recorded = mismatch is null ? Verdict.Passed : new Verdict(VerdictKind.Failed, mismatch.ToString(), mismatch);
        yield return new CaseResult(Recorded, test.Type, feature, item.Describe(test.Type), recorded);
        foreach (CaseResult result in ConformanceRun.Execute<T>(selection.Engines, [item])) yield return result;
    }

    private void PrintSkipped(List<OnnxSkippedTest> skipped, bool all)
    {
        foreach (OnnxSkippedTest test in skipped.Where(test => test.IsMalformed))
            console.MarkupLineInterpolated($"[red]damaged:[/] {test.Name}: {test.Reason}");
        foreach (OnnxSkippedTest test in skipped.Where(test => !test.IsMalformed && (all || IsAboutConvolution(test))))
            console.MarkupLineInterpolated($"[grey]not run:[/] {test.Name}: {test.Reason}");
    }

    private static bool IsAboutConvolution(OnnxSkippedTest test) =>
        Path.GetFileName(test.Name).Contains("conv", StringComparison.OrdinalIgnoreCase) || test.Reason.Contains("Conv", StringComparison.Ordinal);
}
