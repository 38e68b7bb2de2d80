using System.Diagnostics;
using System.Reflection;
using System.Text;
using Conformance.Faults;
using Conformance.Forms;
using Conformance.Spec;
using Conformance.Suite.Reports;
using Conformance.Suite.Running;

namespace Conformance.Tests;

/// <summary>What the report offers to copy really runs, and shows the failure.</summary>
[Trait("Tier", "slow")]
public class ReproTests
{
    private static readonly string[] Names = ["convcheck", "C#", "PyTorch", "benchdnn", "ONNX folder"];

    private static IEnumerable<CaseResult> Failures => FailingReport.Report.Failures.GroupBy(f => (f.Engine, f.Type)).SelectMany(of => of.Take(1)).Append(Large);

    /// <summary>A failure with too many numbers to be written out.</summary>
    private static CaseResult Large => FailingReport.Report.Failures.First(f => f.Engine == "strides-swapped") with
    {
        Case = "forward f32 bias strict real@7 g2mb2ic4ih20iw30oc6kh3kw2sh2sw3ph1pw0",
        Verdict = new Verdict(VerdictKind.Failed, "the strides are swapped"),
        Shrunk = null,
    };

    [Fact]
    public void The_CSharp_compiles_and_finds_the_wrong_engine_wrong_and_the_right_one_right()
    {
        foreach (CaseResult failure in Failures)
        {
            MethodInfo run = CSharpFile.Compile(new CSharpRepro().Write(ReproCase.Of(failure)));
            SeededFault fault = FaultBank.All.Single(f => f.Id == failure.Engine);
            object wrong = failure.Type == ElementType.F64 ? fault.CreateEngine<double>() : fault.CreateEngine<float>();
            object right = failure.Type == ElementType.F64 ? new NaiveConvolution<double>() : new NaiveConvolution<float>();
            Assert.True((int)run.Invoke(null, [wrong])! > 0, $"{failure.Engine}: {failure.Case} shows nothing");
            Assert.Equal(0, (int)run.Invoke(null, [right])!);
        }
    }

    [Fact]
    public void The_CSharp_of_Half_compiles() =>
        CSharpFile.Compile(new CSharpRepro().Write(ReproCase.Of(Large with { Type = ElementType.F16, Case = "forward f16 real@7 mb1ic1ih3oc1kh2" })));

    [Fact]
    public void A_worked_case_has_its_own_numbers_and_one_from_outside_says_that_it_has_not()
    {
        CaseResult worked = FailingReport.Report.Failures.First(f => f.Feature == "book") with { Shrunk = null };
        Assert.True(ReproCase.Of(worked) is { HasOwnNumbers: true, Numbers: not null });
        CaseResult outside = Large with { Case = "forward f32 mb1ic1ih3oc1kh2" };
        Assert.Contains("// The numbers of the case came from outside; these are drawn.", new CSharpRepro().Write(ReproCase.Of(outside)));
    }

    [Fact]
    public void The_line_of_benchdnn_reads_back_to_the_problem()
    {
        foreach (CaseResult failure in Failures.Where(f => !f.Case.Contains("strict")))
        {
            ReproCase repro = ReproCase.Of(failure);
            string line = new BenchdnnRepro().Write(repro);
            Assert.StartsWith("benchdnn --conv --dir=FWD_", line);
            ConvolutionProblem read = ConvolutionProblem.Parse(line.Split(' ')[^1]);
            Assert.Equal(repro.Problem.With(name: ""), read.With(bias: repro.Problem.HasBias));
        }
        Assert.StartsWith("# ", new BenchdnnRepro().Write(ReproCase.Of(Large)));
    }

    [Fact]
    public void Every_way_says_something_of_every_failure()
    {
        Assert.Equal(Names, Repros.All.Select(writer => writer.Name));
        foreach (CaseResult failure in Failures)
        {
            ReproCase repro = ReproCase.Of(failure);
            Assert.All(Repros.All, writer => Assert.True(writer.Write(repro) is { Length: > 10 } text && text.EndsWith('\n')));
            Assert.Contains(repro.Line, new CommandRepro().Write(repro));
        }
    }

    [ToolFact(Tools.PyTorch)]
    public void PyTorch_computes_the_expected_output()
    {
        var program = new StringBuilder("import sys\n");
        List<CaseResult> failures = [.. Failures];
        foreach (CaseResult failure in failures) program.Append($"exec({Literal(new PyTorchRepro().Write(ReproCase.Of(failure)))})\nprint('sum', exact.double().sum().item())\n");
        string path = FailingReport.Temporary(program.ToString());
        using Process process = Process.Start(new ProcessStartInfo(Tools.Torch!, [path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        double[] sums = [.. output.Split('\n').Where(line => line.StartsWith("sum ")).Select(line => double.Parse(line[4..]))];
        Assert.Equal(failures.Count, sums.Length);
        Assert.All(failures.Zip(sums), pair => Assert.Equal(ExpectedSum(ReproCase.Of(pair.First)), pair.Second, 1e-3));
        File.Delete(path);
    }

    [Fact]
    public void An_ONNX_folder_is_written_and_passes_with_the_right_engine()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Equal((0, ""), BadInputTests.Run(["replay", "forward f32 bias exact@3 g2mb1ic4ih5oc4kh3sh2ph1", "--engine", "naive", "--onnx", Path.Combine(folder, "conv")]));
        Assert.Equal((0, ""), BadInputTests.Run(["onnx", folder, "--engine", "naive"]));
        var (code, error) = BadInputTests.Run(["replay", "forward f32 strict exact@3 mb1ic4ih5oc4kh3", "--engine", "naive", "--onnx", folder]);
        Assert.Equal(2, code);
        Assert.Contains("cross-correlation", error);
        Directory.Delete(folder, recursive: true);
    }

    private static double ExpectedSum(ReproCase repro)
    {
        if (repro.Type == ElementType.F64) return Sum<double>();
        return Sum<float>();

        double Sum<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            T[] Of(IReadOnlyList<double> values) => [.. values.Select(T.CreateChecked)];
            var data = repro.Numbers is { } n
                ? new Suite.Cases.CaseData<T>(repro.Problem, Of(n.Input), Of(n.Weight), Of(n.Bias), repro.IsExact)
                : Suite.Cases.CaseData<T>.Draw(repro.Problem, repro.Fill, repro.Seed);
            double sum = 0;
            foreach (T value in data.Expected.Values) sum += double.CreateChecked(value);
            return sum;
        }
    }

    private static string Literal(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
